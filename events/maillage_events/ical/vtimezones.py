"""VTIMEZONE observances of a zone, read from the last line of its TZif file. Pure.

One yearly rule an observance: that is what Outlook, Apple, Google and Thunderbird all read.
The footer only tells today's rule, so that each zone is checked, to the hour, against
``zoneinfo`` over the years that calendar files cover.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from operator import itemgetter
from zoneinfo import ZoneInfo

EPOCH_YEAR = 1970
DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
NAME = r"(?:<[^>]+>|[A-Za-z]{3,})"
OFFSET = r"[+-]?\d{1,3}(?::\d\d(?::\d\d)?)?"
FOOTER = re.compile(
    rf"^(?P<std>{NAME})(?P<offset>{OFFSET})"
    rf"(?:(?P<dst>{NAME})(?P<dst_offset>{OFFSET})?,(?P<begin>[^,]+),(?P<end>[^,]+))?$"
)
CHANGE = re.compile(r"^M(\d{1,2})\.([1-5])\.([0-6])(?:/(\d{1,2}(?::\d\d)?))?$")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class UnusableZoneError(ValueError):
    """The zone has no single yearly rule over the years asked: write its events in UTC."""


@dataclass(frozen=True)
class Observance:
    """STANDARD or DAYLIGHT: from ``start`` (wall time before the change), ``rule`` every year."""

    daylight: bool
    name: str
    offset_from: timedelta
    offset_to: timedelta
    start: datetime
    month: int = 0
    by_day: str = ""


@dataclass(frozen=True)
class _Change:
    """When clocks change: month, week (5 = last), weekday (0 = Sunday), wall time."""

    month: int
    week: int
    weekday: int
    at: timedelta

    @classmethod
    def parse(cls, text: str) -> _Change:
        found = CHANGE.match(text)
        if not found:
            raise UnusableZoneError(text)
        month, week, weekday = (int(part) for part in found.groups()[:3])
        return cls(month, week, weekday, _offset(found[4] or "2"))

    @property
    def by_day(self) -> str:
        return f"{-1 if self.week == 5 else self.week}{DAYS[self.weekday]}"

    def in_year(self, year: int) -> datetime:
        """Wall time of the change that year."""
        first = datetime(year, self.month, 1)  # noqa: DTZ001 -- a wall time
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7)
        day += timedelta(weeks=self.week - 1)
        while day.month != self.month:
            day -= timedelta(weeks=1)
        return day + self.at


def footer(name: str) -> str:
    """The POSIX string that ends a zone's TZif file: ``CET-1CEST,M3.5.0,M10.5.0/3``."""
    path = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    return path.read_bytes().rstrip(b"\n").rsplit(b"\n", 1)[-1].decode("ascii")


@lru_cache(maxsize=64)
def observances(name: str, first_year: int, last_year: int) -> tuple[Observance, ...]:
    """STANDARD last; raises UnusableZoneError when they disagree with ``zoneinfo``."""
    found = from_footer(footer(name))
    disagreement = first_disagreement(found, ZoneInfo(name), first_year, last_year)
    if disagreement:
        raise UnusableZoneError(f"{name} changed its rules around {disagreement:%Y-%m-%d}")
    return found


def from_footer(posix: str) -> tuple[Observance, ...]:
    """Observances of a POSIX string; raises UnusableZoneError for forms other than ``M``."""
    parts = FOOTER.match(posix)
    if not parts:
        raise UnusableZoneError(posix)
    standard, offset = parts["std"].strip("<>"), -_offset(parts["offset"])
    if not parts["dst"]:
        start = datetime(EPOCH_YEAR, 1, 1)  # noqa: DTZ001 -- a wall time
        return (Observance(False, standard, offset, offset, start),)
    summer = -_offset(parts["dst_offset"]) if parts["dst_offset"] else offset + HOUR
    begin, end = _Change.parse(parts["begin"]), _Change.parse(parts["end"])
    return (
        _yearly(begin, parts["dst"].strip("<>"), offset, summer, daylight=True),
        _yearly(end, standard, summer, offset, daylight=False),
    )


def _yearly(
    change: _Change, name: str, before: timedelta, after: timedelta, *, daylight: bool
) -> Observance:
    start = change.in_year(EPOCH_YEAR)
    return Observance(daylight, name, before, after, start, change.month, change.by_day)


def first_disagreement(
    found: tuple[Observance, ...], zone: ZoneInfo, first_year: int, last_year: int
) -> datetime | None:
    """The first hour of these years at which observances and zone differ.

    A day that begins and ends with the same offsets on both sides is asked about once.
    """
    day, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    changes = _changes(found, first_year - 1, last_year + 1)
    now = _both(zone, changes, day)
    while day < end:
        tomorrow = _both(zone, changes, day + DAY)
        hours = range(1) if now == tomorrow else range(24)
        for moment in (day + hour * HOUR for hour in hours):
            theirs, ours = _both(zone, changes, moment)
            if theirs != ours:
                return moment
        day, now = day + DAY, tomorrow
    return None


def _both(
    zone: ZoneInfo, changes: list[tuple[datetime, timedelta]], moment: datetime
) -> tuple[timedelta | None, timedelta]:
    """Offsets at a moment, by the zone and by the changes."""
    naive = moment.replace(tzinfo=None)
    last = bisect_right(changes, naive, key=itemgetter(0)) - 1
    return moment.astimezone(zone).utcoffset(), changes[max(last, 0)][1]


def _changes(
    found: tuple[Observance, ...], first_year: int, last_year: int
) -> list[tuple[datetime, timedelta]]:
    """(UTC moment, offset from then on), in order."""
    if len(found) == 1:
        return [(found[0].start, found[0].offset_to)]
    years = range(first_year, last_year + 1)
    return sorted(
        (_occurrence(observance, year) - observance.offset_from, observance.offset_to)
        for observance in found
        for year in years
    )


def _occurrence(observance: Observance, year: int) -> datetime:
    week, weekday = int(observance.by_day[:-2]), DAYS.index(observance.by_day[-2:])
    at = timedelta(hours=observance.start.hour, minutes=observance.start.minute)
    return _Change(observance.month, 5 if week == -1 else week, weekday, at).in_year(year)


def _offset(text: str) -> timedelta:
    """POSIX writes ``-1`` for one hour east, ``9:30``, ``-11``."""
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    parts += [0] * (3 - len(parts))
    return sign * timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])
