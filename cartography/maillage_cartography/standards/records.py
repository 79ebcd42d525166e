"""One row of the national standard, read into values, and what is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from maillage_cartography.opening_hours.schedule import holiday_region, repaired
from maillage_cartography.standards import lamednum
from maillage_cartography.standards.cells import Cells, Problem
from maillage_cartography.standards.localities import commune_of, located

if TYPE_CHECKING:
    from datetime import date

    from maillage_cartography.standards.communes import CommuneIndex, KnownCommune
    from maillage_cartography.standards.localities import Doubt

__all__ = ["PlaceRecord", "Problem", "ReadRecord", "read_record"]

LENGTHS = {"id": 120, "nom": 250, "adresse": 250, "complement_adresse": 1000}


@dataclass(frozen=True, kw_only=True)
class PlaceRecord:
    """A place as a source describes it; names and meanings are those of ``models.Place``.

    ``hours_osm``: the opening hours as they can be understood, "" when they cannot. ``doubt``:
    a position too far from the commune, which the place is not given. ``fingerprint`` is the same
    for the same row. The three follow from the other fields or the row, and compare nothing.
    """

    source_id: str
    commune_id: str
    town: str
    zone: str
    holiday_region: str
    hours_text: str
    pivot: str = ""
    name: str
    postal_code: str
    address: str
    address_extra: str = ""
    latitude: float | None = None
    longitude: float | None = None
    kinds: str = ""
    phone: str = ""
    emails: str = ""
    websites: str = ""
    summary: str = ""
    description: str = ""
    credit: str = ""
    mobility: str = ""
    parent_organisation: str = ""
    updated_on: date | None = None
    services: str = ""
    publics: str = ""
    specific_care: str = ""
    costs: str = ""
    programmes: str = ""
    labels: str = ""
    other_labels: str = ""
    access_modes: str = ""
    support_modes: str = ""
    accessibility_url: str = ""
    booking_url: str = ""
    hours_osm: str = field(default="", repr=False, compare=False)
    doubt: Doubt | None = field(default=None, repr=False, compare=False)
    fingerprint: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        said = repr(self) + (repr(self.doubt.point) if self.doubt else "")
        fingerprint = hashlib.sha256(said.encode()).hexdigest()
        object.__setattr__(self, "fingerprint", fingerprint)


class ReadRecord(NamedTuple):
    """The record, None when the row is refused, and all that was found wrong."""

    record: PlaceRecord | None
    problems: list[Problem]


def read_record(
    fields: dict[str, str], line: int, required: tuple[str, ...], communes: CommuneIndex
) -> ReadRecord:
    """Read one row, already in the standard's fields."""
    cells = Cells(fields, line)
    cells.check(required, LENGTHS)
    updated_on = cells.day("date_maj", required="date_maj" in required)
    commune = None if cells.refused else commune_of(cells, communes)
    if commune is None or cells.refused:
        return ReadRecord(None, cells.problems)
    record = PlaceRecord(
        source_id=cells["id"],
        updated_on=updated_on,
        **_where(cells, commune, communes),
        **_when(cells, commune),
        **_who(cells, commune),
        **_what(cells),
    )
    return ReadRecord(record, cells.problems)


def _where(cells: Cells, commune: KnownCommune, communes: CommuneIndex) -> dict[str, Any]:
    """Where people are received."""
    point, doubt = located(commune, cells, communes)
    return {
        "doubt": doubt,
        "commune_id": commune.code,
        "town": cells["commune"],
        "zone": commune.zone,
        "postal_code": cells.postal_code(commune.postal_code),
        "address": cells["adresse"],
        "address_extra": cells["complement_adresse"],
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "mobility": cells.listed("itinerance"),
        "accessibility_url": cells.urls("fiche_acces_libre", 500),
    }


def _when(cells: Cells, commune: KnownCommune) -> dict[str, Any]:
    """When they are."""
    text = cells["horaires"][:1000]
    return {
        "hours_text": text,
        "hours_osm": repaired(text),
        "holiday_region": holiday_region(commune.departement),
    }


def _who(cells: Cells, commune: KnownCommune) -> dict[str, Any]:
    """Who receives them, and how they are reached."""
    return {
        "name": cells["nom"],
        "pivot": cells.pivot(),
        "kinds": cells.values("typologie", 250),
        "phone": cells.phone(commune.departement),
        "emails": cells.emails("courriels", 1000),
        "websites": cells.urls("site_web", 2000),
        "booking_url": cells.urls("prise_rdv", 500),
        "summary": cells["presentation_resume"][: lamednum.SUMMARY_LENGTH],
        "description": cells.description(),
        "credit": cells["source"][:250],
        "parent_organisation": cells["structure_parente"][:250],
    }


def _what(cells: Cells) -> dict[str, Any]:
    """What they find there."""
    return {
        "services": cells.listed("services"),
        "publics": cells.listed("publics_specifiquement_adresses"),
        "specific_care": cells.listed("prise_en_charge_specifique"),
        "costs": cells.listed("frais_a_charge"),
        "programmes": cells.listed("dispositif_programmes_nationaux"),
        "labels": cells.listed("formations_labels"),
        "other_labels": cells.values("autres_formations_labels", 1000),
        "access_modes": cells.listed("modalites_acces"),
        "support_modes": cells.listed("modalites_accompagnement"),
    }
