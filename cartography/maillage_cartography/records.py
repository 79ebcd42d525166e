"""One row of the national standard, read into values, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from maillage.values import Point
from maillage_cartography import standard
from maillage_cartography.geometry import kilometres
from maillage_cartography.opening_hours import holiday_region
from maillage_cartography.phones import e164
from maillage_cartography.pivots import NotAPivot, pivot

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage_cartography.communes import CommuneIndex, KnownCommune

# A place further from its commune's centre than that is not in it. Overseas, communes gather
# islands or forests far apart.
ABSURD_KM, ABSURD_KM_OVERSEAS = 50, 200
LENGTHS = {"id": 120, "nom": 250, "adresse": 250, "complement_adresse": 1000}
VALID_URL = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Problem:
    """What is wrong at a line: the field, its value, the rule in words.

    ``refused``: the row was left out; otherwise it was kept without that value. ``fix`` is what
    to write instead, when it can be guessed: proposed to people, never done for them.
    """

    line: int
    field: str
    value: str
    rule: str
    refused: bool = False
    fix: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceRecord:
    """A place as a source describes it; names and meanings are those of ``models.Place``."""

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


class ReadRecord(NamedTuple):
    """The record, None when the row is refused, and all that was found wrong."""

    record: PlaceRecord | None
    problems: list[Problem]


def read_record(
    fields: dict[str, str], line: int, required: tuple[str, ...], communes: CommuneIndex
) -> ReadRecord:
    """Read one row, already in the standard's fields."""
    return _Reader(fields, line, communes).read(required)


class _Reader:
    def __init__(self, fields: dict[str, str], line: int, communes: CommuneIndex) -> None:
        self.fields = {name: " ".join(fields.get(name, "").split()) for name in standard.FIELDS}
        self.fields["presentation_detail"] = fields.get("presentation_detail", "").strip()
        self.line = line
        self.communes = communes
        self.problems: list[Problem] = []

    def read(self, required: tuple[str, ...]) -> ReadRecord:
        self.check_required(required)
        updated_on = self.updated_on("date_maj" in required)
        commune = None if self.refused else self.commune()
        if commune is None or self.refused:
            return ReadRecord(None, self.problems)
        point = self.point(commune)
        record = PlaceRecord(
            source_id=self.fields["id"],
            commune_id=commune.code,
            town=self.fields["commune"],
            zone=commune.zone,
            holiday_region=holiday_region(commune.departement),
            hours_text=self.fields["horaires"][:1000],
            pivot=self.pivot(),
            name=self.fields["nom"],
            postal_code=self.postal_code(),
            address=self.fields["adresse"],
            address_extra=self.fields["complement_adresse"],
            kinds=self.free_values("typologie"),
            phone=self.phone(commune.departement),
            emails=self.checked_values("courriels", _email, _("this is not a mail address")),
            websites=self.checked_values("site_web", _url, _("this is not a web address")),
            summary=self.fields["presentation_resume"][: standard.SUMMARY_LENGTH],
            description=self.description(),
            credit=self.fields["source"][:250],
            parent_organisation=self.fields["structure_parente"][:250],
            updated_on=updated_on,
            mobility=self.listed("itinerance"),
            services=self.listed("services"),
            publics=self.listed("publics_specifiquement_adresses"),
            specific_care=self.listed("prise_en_charge_specifique"),
            costs=self.listed("frais_a_charge"),
            programmes=self.listed("dispositif_programmes_nationaux"),
            labels=self.listed("formations_labels"),
            other_labels=self.free_values("autres_formations_labels"),
            access_modes=self.listed("modalites_acces"),
            support_modes=self.listed("modalites_accompagnement"),
            accessibility_url=self.checked_values(
                "fiche_acces_libre", _url, _("this is not a web address")
            ),
            booking_url=self.checked_values("prise_rdv", _url, _("this is not a web address")),
        )
        if point:
            record = replace(record, latitude=point.latitude, longitude=point.longitude)
        return ReadRecord(record, self.problems)

    @property
    def refused(self) -> bool:
        return any(problem.refused for problem in self.problems)

    def note(
        self, field: str, value: str, rule: str, *, refused: bool = False, fix: str = ""
    ) -> None:
        self.problems.append(Problem(self.line, field, value[:200], rule, refused, fix))

    def check_required(self, required: tuple[str, ...]) -> None:
        for name in required:
            if not self.fields[name]:
                self.note(name, "", _("this field is required"), refused=True)
        for name, longest in LENGTHS.items():
            if len(self.fields[name]) > longest:
                rule = _("longer than %(longest)s characters") % {"longest": longest}
                self.note(name, self.fields[name], rule, refused=True)

    def commune(self) -> KnownCommune | None:
        fields = self.fields
        found = self.communes.find(
            code=fields["code_insee"].upper(),
            postal_code=fields["code_postal"],
            name=fields["commune"],
            near=self.typed_point(),
            place=fields["nom"],
        )
        if found is None:
            shown = " ".join(filter(None, (fields["code_insee"], fields["code_postal"])))
            rule = _("no commune has that name and these codes")
            self.note("commune", f"{fields['commune']} ({shown})", rule, refused=True)
        return found

    def typed_point(self) -> Point | None:
        try:
            latitude, longitude = (
                float(self.fields[name].replace(",", ".")) for name in ("latitude", "longitude")
            )
            return Point(latitude, longitude)
        except ValueError:
            return None

    def point(self, commune: KnownCommune) -> Point | None:
        """Coordinates that make sense; the place is kept without them otherwise."""
        typed = f"{self.fields['latitude']}, {self.fields['longitude']}".strip(", ")
        if not typed:
            return None
        point = self.typed_point()
        if point is None or (point.latitude, point.longitude) == (0, 0):
            self.note("latitude", typed, _("these coordinates are nowhere on the map"))
            return None
        farthest = ABSURD_KM_OVERSEAS if commune.code.startswith(("97", "98")) else ABSURD_KM
        if commune.point and kilometres(point, commune.point) > farthest:
            rule = _("these coordinates are more than %(distance)s km from the commune")
            fix = _turned(point, commune.point, farthest)
            self.note("latitude", typed, rule % {"distance": farthest}, fix=fix)
            return None
        return point

    def updated_on(self, required: bool) -> date | None:  # noqa: FBT001 -- one caller
        text = self.fields["date_maj"][:10]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            rule = _("a date is written 2026-12-31")
            self.note("date_maj", text, rule, refused=required, fix=_iso(text))
            return None

    def postal_code(self) -> str:
        if not self.fields["code_postal"]:
            return ""
        text = self.fields["code_postal"].replace(" ", "").zfill(5)
        if re.fullmatch(r"\d{5}", text):
            return text
        self.note("code_postal", self.fields["code_postal"], _("a postal code has five digits"))
        return ""

    def pivot(self) -> str:
        try:
            return pivot(self.fields["pivot"])
        except NotAPivot:
            rule = _("this is no SIRET, RNA or RIDET number")
            self.note("pivot", self.fields["pivot"], rule)
            return ""

    def phone(self, departement: str) -> str:
        text = self.fields["telephone"]
        number = e164(text, departement)
        if text and not number:
            self.note("telephone", text, _("this number cannot be called from everywhere"))
        return number

    def description(self) -> str:
        """A summary that is too long is kept whole at the head of the description."""
        summary, detail = self.fields["presentation_resume"], self.fields["presentation_detail"]
        if len(summary) <= standard.SUMMARY_LENGTH:
            return detail
        return f"{summary}\n\n{detail}".strip()

    def listed(self, name: str) -> str:
        values = set()
        for value in standard.split_cell(self.fields[name]):
            known = standard.recognised(name, value)
            if known is None:
                near = get_close_matches(value, standard.LISTS[name], 1, 0.7)
                rule = _("this value is not in the standard's list")
                self.note(name, value, rule, fix=str(near[0]) if near else "")
            else:
                values.add(known)
        return standard.in_order(name, values)

    def free_values(self, name: str) -> str:
        return standard.SEPARATOR.join(standard.split_cell(self.fields[name]))

    def checked_values(self, name: str, check: Callable[[str], str], rule: str) -> str:
        kept = []
        for value in standard.split_cell(self.fields[name]):
            try:
                kept.append(check(value))
            except ValidationError:
                self.note(name, value, rule)
        return standard.SEPARATOR.join(kept)


def _turned(point: Point, centre: Point, farthest: float) -> str:
    """Latitude and longitude the other way round, when that is in the commune."""
    if abs(point.longitude) > 90 or abs(point.latitude) > 180:
        return ""
    turned = Point(point.longitude, point.latitude)
    if kilometres(turned, centre) > farthest:
        return ""
    return f"{turned.latitude}, {turned.longitude}"


def _iso(text: str) -> str:
    """``31/12/2026`` → ``2026-12-31``; "" for what is no date at all."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if not found:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""


def _email(value: str) -> str:
    validate_email(value)
    return value


def _url(value: str) -> str:
    """``www.exemple.fr`` gains its scheme."""
    address = value if re.match(r"(?i)https?://", value) else f"https://{value}"
    VALID_URL(address)
    return address
