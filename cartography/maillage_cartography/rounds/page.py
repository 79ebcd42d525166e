"""The round of a place on its page: the next times, all the stops, and the same for engines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.ui.wording import wording
from maillage_cartography.rounds import rules
from maillage_cartography.rounds.stop_dates import StopDate, stop_dates
from maillage_cartography.rounds.wording import round_status, rule_wording, stop_date_wording

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_cartography.models import Stop
    from maillage_cartography.models.stops import StopQuerySet
    from maillage_cartography.opening_hours.criteria import Wanted
    from maillage_cartography.opening_hours.wording import Wording

NEXT = 6
# For engines: what is announced, without filling a page with a year of Tuesdays.
FOR_ENGINES = 10


@dataclass(frozen=True)
class Line:
    """A time to come: ``mardi 8 décembre, de 9 h à 12 h``, and where."""

    when: str
    stop: Stop


@dataclass(frozen=True)
class StopLine:
    """A stop and all it says; ``details``: cancelled days to come, public holidays."""

    stop: Stop
    rule: str
    details: list[str]


class Round:
    """The stops of a place at a moment; false when it has none."""

    def __init__(self, stops: list[Stop], at: datetime) -> None:
        self.stops, self.at = stops, at

    def __bool__(self) -> bool:
        return bool(self.stops)

    @cached_property
    def stop_dates(self) -> list[StopDate]:
        return stop_dates(self.stops, self.at, FOR_ENGINES)

    @property
    def next(self) -> list[Line]:
        return [Line(stop_date_wording(one), one.stop) for one in self.stop_dates[:NEXT]]

    @property
    def status(self) -> Wording:
        return round_status(self.stop_dates, self.at)

    @property
    def where(self) -> Stop:
        """Where it stops next."""
        return self.stop_dates[0].stop if self.stop_dates else self.stops[0]

    def first_on(self, wanted: Wanted) -> StopDate | None:
        """Its first time on the days that are asked for."""
        found = (
            StopDate(stop, begins, ends)
            for stop in self.stops
            if stop.schedule
            for day in wanted.days_in(stop.schedule.zone)
            for begins, ends in stop.schedule.days(day, 1)[0].spans
        )
        return min(found, key=lambda one: (one.begins, one.stop.pk), default=None)

    @property
    def lines(self) -> list[StopLine]:
        return [self._line(stop) for stop in self.stops]

    def places_ld(self) -> list[dict[str, object]]:
        """Each stop as a schema.org Place with its own next opening hours."""
        return [self._place_ld(stop) for stop in self.stops]

    def _line(self, stop: Stop) -> StopLine:
        rule = rules.read(stop.hours.text)
        if rule is None:
            return StopLine(stop, stop.hours.text, [])
        today = self.at.date()
        missed = [wording().day_year(day) for day in rule.cancelled if day >= today]
        details = [_("Does not come on %(days)s.") % {"days": ", ".join(missed)}] if missed else []
        if rule.off_on_holidays:
            details.append(_("Does not come on public holidays."))
        return StopLine(stop, rule_wording(rule), details)

    def _place_ld(self, stop: Stop) -> dict[str, object]:
        data: dict[str, object] = {
            "@type": "Place",
            "name": stop.spot,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": stop.address or stop.spot,
                "addressLocality": stop.commune.name,
                "addressCountry": "FR",
            },
            "openingHoursSpecification": [
                {
                    "@type": "OpeningHoursSpecification",
                    "opens": f"{one.begins:%H:%M}",
                    "closes": f"{one.ends:%H:%M}",
                    "validFrom": one.begins.date().isoformat(),
                    "validThrough": one.begins.date().isoformat(),
                }
                for one in self.stop_dates
                if one.stop is stop
            ],
        }
        if stop.exact and stop.point:
            data["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": stop.point.latitude,
                "longitude": stop.point.longitude,
            }
        return data


def rounds_of(places: list[int], at: datetime, stops: StopQuerySet) -> dict[int, Round]:
    """The rounds that these stops make of these places, by key; no query for no place."""
    if not places:
        return {}
    meant = stops.current(timezone.localdate(at)).filter(place__in=places)
    return {place: Round(found, at) for place, found in meant.by_place().items()}
