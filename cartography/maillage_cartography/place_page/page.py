"""What the page of a place says, and the same for search engines (schema.org)."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from maillage.themes.needs import Need, needs_of
from maillage.ui.wording import wording
from maillage_cartography.duplicates.detection import neighbours
from maillage_cartography.freshness.completeness import completeness
from maillage_cartography.geography.locator import Locator, locator
from maillage_cartography.opening_hours.days import DayRow, announcement, day_row
from maillage_cartography.opening_hours.week import dates_in
from maillage_cartography.opening_hours.wording import Wording, hours_status
from maillage_cartography.rounds.page import Round

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.scope import Scope
    from maillage_cartography.models import Place, Stop
    from maillage_cartography.opening_hours.schedule import Day

WEEK_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
DIRECTIONS = "https://www.openstreetmap.org/directions?to={:.5f}%2C{:.5f}"


# Holidays are announced that long before.
FORESEEN = timedelta(days=60)
# What a place says of the people it can receive is trusted for that long.
WORD_KEPT = timedelta(days=183)


class PlacePage:
    """A place read in a portal at a moment; hours are told in the place's own time."""

    def __init__(self, place: Place, scope: Scope, at: datetime) -> None:
        self.place, self.scope, self.at = place, scope, at

    @cached_property
    def round(self) -> Round:
        """The stops that are not over; a place that has some receives people there alone."""
        stops = self.place.stops.current(self.at.astimezone(ZoneInfo(self.place.zone)).date())
        return Round(list(stops.shown()), self.at)

    @property
    def status(self) -> Wording:
        return self.round.status if self.round else hours_status(self.place.hours, self.at)

    @property
    def needs(self) -> list[Need]:
        return needs_of(self.place.values("services"))

    @cached_property
    def days(self) -> list[Day]:
        """The seven days from today on; none when the hours could not be understood."""
        schedule = self.place.hours.schedule if self.place.hours and not self.round else None
        return schedule.days(self.at.astimezone(schedule.zone).date()) if schedule else []

    @property
    def week(self) -> list[DayRow]:
        return [day_row(day, today=number == 0) for number, day in enumerate(self.days)]

    @property
    def announced(self) -> list[str]:
        """The exceptional days that come after the table's, as far as people plan."""
        hours = self.place.hours
        if hours is None or not self.days:
            return []
        shown = self.days[-1].date
        dates = (one for one in dates_in(hours.osm) if one.last > shown)
        return [announcement(one) for one in dates if one.first <= shown + FORESEEN]

    @cached_property
    def at_same_address(self) -> list[Place]:
        """Other services behind the same door."""
        return list(neighbours(self.place))

    @property
    def hours_as_given(self) -> str:
        """The source's own words, when they had to be repaired to be understood."""
        hours = self.place.hours
        return hours.text if hours and hours.osm and hours.osm != hours.text else ""

    @property
    def emails(self) -> list[str]:
        return self.place.values("emails")[:2]

    @property
    def websites(self) -> list[str]:
        return self.place.values("websites")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is good to know before going, in the source's words; empty fields are left out."""
        fields = (
            (_("Cost"), "costs"),
            (_("How to be received"), "access_modes"),
            (_("Kinds of support"), "support_modes"),
            (_("Especially for"), "publics"),
            (_("People are trained for"), "specific_care"),
            (_("National programmes"), "programmes"),
            (_("Training and labels"), "labels"),
            (_("Networks"), "other_labels"),
        )
        found = [(label, ", ".join(self.place.values(field))) for label, field in fields]
        return [(label, text) for label, text in found if text]

    @property
    def source(self) -> str:
        return self.place.credit or _("unknown")

    @property
    def updated(self) -> str:
        """``1er août 2024``: the day of the week says nothing of a date that old."""
        return wording().day_year(self.place.updated_on).split(" ", 1)[1]

    @property
    def verified(self) -> str:
        """``23 novembre 2026``, when the place or the team last said that all is exact."""
        check = getattr(self.place, "freshness", None)
        on = check.verified_on if check else None
        return wording().day_year(on).split(" ", 1)[1] if on else ""

    @property
    def percent(self) -> int:
        """How complete the record is, by data·inclusion's ten criteria."""
        return completeness(self.place, today=self.at.date()).percent

    @property
    def takes_more(self) -> bool:
        """The place said so less than six months ago."""
        check = getattr(self.place, "freshness", None)
        if check is None or not check.takes_more:
            return False
        return self.at.date() - check.verified_on <= WORD_KEPT

    @property
    def where(self) -> Place | Stop:
        """Where people are received: at the next stop of a bus."""
        return self.round.where if self.round else self.place

    @cached_property
    def locator(self) -> Locator | None:
        point = self.where.point
        return locator(point, self.where.commune.departement_code) if point else None

    @cached_property
    def is_position_doubtful(self) -> bool:
        """A source's position strays from the commune, and nobody has settled it yet."""
        return self.place.point is None and self.place.doubtful_positions.waiting().exists()

    @property
    def directions_url(self) -> str:
        point = None if self.round else self.place.point
        return DIRECTIONS.format(point.latitude, point.longitude) if point else ""

    @property
    def nearby_url(self) -> str:
        listing = self.scope.url("maillage_cartography:list")
        return f"{listing}?commune={self.where.commune_id}"

    @property
    def sheet_url(self) -> str:
        return self.scope.url("maillage_cartography:sheet", self.place.uuid)

    @property
    def report_url(self) -> str:
        return self.scope.url("maillage_cartography:report", self.place.uuid)

    def json_ld(self, url: str) -> SafeString:
        """A data block for ``<script type="application/ld+json">``; it holds no markup."""
        place = self.place
        data = {
            "@context": "https://schema.org",
            "@type": "CivicStructure",
            "@id": url,
            "url": url,
            "name": place.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": place.address,
                "postalCode": place.postal_code,
                "addressLocality": place.commune.name,
                "addressCountry": "FR",
            },
        }
        if place.phone:
            data["telephone"] = place.phone
        if point := place.point:
            data["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": point.latitude,
                "longitude": point.longitude,
            }
        if self.round:
            data["containsPlace"] = self.round.places_ld()
        elif self.days:
            data["openingHoursSpecification"] = [
                opening for day in self.days for opening in _openings(day)
            ]
        text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
        return mark_safe(text)  # noqa: S308 -- <, > and & are escaped just here


def _openings(day: Day) -> list[dict[str, str]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": WEEK_DAYS[day.date.weekday()],
            "opens": f"{begins:%H:%M}",
            "closes": f"{ends:%H:%M}",
            "validFrom": day.date.isoformat(),
            "validThrough": day.date.isoformat(),
        }
        for begins, ends in day.spans
    ]
