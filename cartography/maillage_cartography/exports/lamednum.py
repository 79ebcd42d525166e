"""Places in the national standard, as CSV, row by row."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from maillage.text.spreadsheets import neutral
from maillage_cartography.standards import lamednum
from maillage_cartography.standards.pivots import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maillage_cartography.models import Place


class _Echo:
    """A file whose ``write`` gives back the line, to stream it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(places: Iterable[Place]) -> Iterator[str]:
    """The 32 fields, header first; it validates against the standard's schema."""
    writer = csv.writer(_Echo())
    yield writer.writerow(lamednum.FIELDS)
    for place in places:
        fields = standard_fields(place)
        yield writer.writerow([neutral(fields[name]) for name in lamednum.FIELDS])


def standard_fields(place: Place) -> dict[str, str]:
    """A place in the standard's fields and spelling.

    The standard requires an address: where the source gives none, the commune's name stands. It
    requires a postal code: where the source gives none and the commune has several, its first one.
    """
    return {
        "id": str(place.uuid),
        "pivot": place.pivot or UNKNOWN,
        "nom": place.name,
        "commune": place.commune.name,
        "code_postal": place.postal_code or _first_code(place),
        "code_insee": place.commune_id,
        "adresse": place.address or place.commune.name,
        "complement_adresse": place.address_extra,
        "latitude": "" if place.latitude is None else f"{place.latitude:.6f}",
        "longitude": "" if place.longitude is None else f"{place.longitude:.6f}",
        "typologie": place.kinds,
        "telephone": place.phone,
        "courriels": place.emails,
        "site_web": place.websites,
        "horaires": (place.hours.osm or place.hours.text) if place.hours else "",
        "presentation_resume": place.summary,
        "presentation_detail": place.description,
        "source": place.credit,
        "itinerance": place.mobility,
        "structure_parente": _run_by(place),
        "date_maj": place.updated_on.isoformat(),
        "services": place.services,
        "publics_specifiquement_adresses": place.publics,
        "prise_en_charge_specifique": place.specific_care,
        "frais_a_charge": place.costs,
        "dispositif_programmes_nationaux": place.programmes,
        "formations_labels": place.labels,
        "autres_formations_labels": place.other_labels,
        "modalites_acces": place.access_modes,
        "modalites_accompagnement": place.support_modes,
        "fiche_acces_libre": place.accessibility_url,
        "prise_rdv": place.booking_url,
    }


def _first_code(place: Place) -> str:
    """A query of its own: an import leaves the code empty for one place in ten thousand."""
    return next((postal.code for postal in place.commune.postal_codes.all()), "")


def _run_by(place: Place) -> str:
    """The organisation the team linked the place to; otherwise what its source says."""
    return place.organisation.name if place.organisation else place.parent_organisation
