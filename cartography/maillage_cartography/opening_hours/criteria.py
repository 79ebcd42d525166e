"""When a reader wants a place to be open, in the place's own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from maillage_cartography.opening_hours.schedule import NATIONAL, Opening, schedule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo
    from zoneinfo import ZoneInfo

NOW, EVENING, WEEKEND, UNKNOWN = "maintenant", "ce-soir", "week-end", "inconnus"
CHOICES = (
    (NOW, _("Open now")),
    (EVENING, _("Open this evening")),
    (WEEKEND, _("Open at the week-end")),
    (UNKNOWN, _("Opening hours not given")),
)
EVENING_BEGINS, EVENING_ENDS = time(18), time(22)
SATURDAY = 5
Span = tuple[datetime, datetime]
OPENEST = (
    *(Opening.OPEN, Opening.CLOSING, Opening.OPENING),
    *(Opening.CLOSED, Opening.UNKNOWN),
)
# What hours say: OSM's words, the zone and whose public holidays.
Said = tuple[str, str, str]


@dataclass(frozen=True)
class Wanted:
    """A choice of ``CHOICES`` and a day, an hour or both; none of them: whenever.

    The day and the hour are those of the clock on the place's own wall.
    """

    at: datetime
    choice: str = ""
    day: date | None = None
    hour: time | None = None

    @classmethod
    def during(cls, days: tuple[date, date] | None, at: datetime) -> Wanted:
        """A day or a week-end, of its first and last days; a longer time narrows nothing."""
        if days is None:
            return cls(at)
        first, last = days
        if first == last:
            return cls(at, day=first)
        weekend = cls(at, WEEKEND)
        return weekend if weekend.days_in(get_default_timezone()) == [first, last] else cls(at)

    @property
    def parameters(self) -> dict[str, str]:
        """As the address of the list says it, but for the hour."""
        said = {"ouvert": self.choice, "jour": self.day.isoformat() if self.day else ""}
        return {name: value for name, value in said.items() if value}

    @property
    def is_whenever(self) -> bool:
        return not self.choice and self.day is None and self.hour is None

    @property
    def is_a_moment(self) -> bool:
        """Whether what is wanted is to find the place open."""
        return self.choice not in {"", UNKNOWN} or self.day is not None or self.hour is not None

    def days_in(self, zone: tzinfo) -> list[date]:
        """The days that are asked for there; none when now, an evening or whenever is."""
        if self.day is not None:
            return [self.day]
        if self.choice != WEEKEND:
            return []
        begins, monday = _weekend(self.at.astimezone(zone))
        count = (monday.date() - begins.date()).days
        return [begins.date() + timedelta(days=n) for n in range(count)]

    def fits(self, osm: str, zone: str, region: str = NATIONAL) -> bool:
        """Whether hours answer all of it; those that nobody knows answer ``UNKNOWN`` alone."""
        said = (osm, zone, region)
        return fits(self.choice, said, self.at) and self.fits_day(*said)

    def among(self, said: Iterable[tuple[int, str, str, str]]) -> list[int]:
        """Keys of the hours that answer, of (key, OSM's words, zone, public holidays) of each."""
        return [key for key, *hours in said if self.fits(*hours)]

    def fits_day(self, osm: str, zone: str, region: str = NATIONAL) -> bool:
        if self.day is None and self.hour is None:
            return True
        if not osm:
            return False
        hours = schedule(osm, zone, region)
        day = self.day or self.at.astimezone(hours.zone).date()
        if self.hour is not None:
            return hours.is_open(datetime.combine(day, self.hour, hours.zone))
        return _opens((osm, zone, region), *_whole(day, hours.zone))


def fits(choice: str, said: Said, at: datetime) -> bool:
    """Whether hours answer one choice of ``CHOICES``."""
    osm = said[0]
    if choice == UNKNOWN:
        return not osm
    if not choice:
        return True
    if not osm:
        return False
    hours = schedule(*said)
    if choice == NOW:
        return hours.is_open(at)
    local = at.astimezone(hours.zone)
    return _opens(said, *(_evening(local) if choice == EVENING else _weekend(local)))


def openness(said: Said, at: datetime) -> int:
    """Where hours come among others at that moment: the open first, the unknown last."""
    return OPENEST.index(schedule(*said).status(at).opening if said[0] else Opening.UNKNOWN)


def _evening(local: datetime) -> Span:
    """From 18:00, or from now when it is later, to 22:00."""
    begins = datetime.combine(local.date(), EVENING_BEGINS, local.tzinfo)
    ends = datetime.combine(local.date(), EVENING_ENDS, local.tzinfo)
    return max(begins, min(local, ends)), ends


def _weekend(local: datetime) -> Span:
    """What remains of this week-end, or the next one."""
    saturday = local.date() + timedelta(days=max(0, SATURDAY - local.weekday()))
    monday = saturday + timedelta(days=7 - saturday.weekday())
    begins = datetime.combine(saturday, time(), local.tzinfo)
    return max(begins, local), datetime.combine(monday, time(), local.tzinfo)


def _whole(day: date, zone: ZoneInfo) -> Span:
    after = day + timedelta(days=1)
    return datetime.combine(day, time(), zone), datetime.combine(after, time(), zone)


@lru_cache(maxsize=50_000)
def _opens(said: Said, begins: datetime, ends: datetime) -> bool:
    return begins < ends and schedule(*said).opens_between(begins, ends)
