"""Opening hours in OSM's ``opening_hours`` syntax: what is open when.

Parsed and evaluated by opening-hours-py with France's public holidays, in the place's own zone.
Pure: no Django, no database; moments are aware datetimes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # ty: ignore[missing-module-member]

from maillage_cartography.opening_hours import french

HOLIDAY_COUNTRY = "FR"
# Days of abolition of slavery, which opening-hours-py does not know (Code du travail, L3422-2).
# Saint-Martin is left out: sources differ between 27 and 28 May.
LOCAL_HOLIDAYS = {
    "Indian/Mayotte": "Apr 27",
    "America/Martinique": "May 22",
    "America/Guadeloupe": "May 27",
    "America/Cayenne": "Jun 10",
    "America/St_Barthelemy": "Oct 09",
    "Indian/Reunion": "Dec 20",
}
# Public holidays by region: everywhere, and in the three départements of local law, which keep
# Good Friday and 26 December (Code du travail, L3134-13).
NATIONAL, ALSACE_MOSELLE = "FR", "FR-AM"
ALSACE_MOSELLE_DEPARTEMENTS = frozenset({"57", "67", "68"})
GOOD_FRIDAY, SAINT_STEPHEN = "easter -2 days", "Dec 26"
CLOSED_ON_HOLIDAYS = re.compile(r"\bPH\s+(off|closed)\b")
SOON = timedelta(minutes=60)
# Beyond that, a change says nothing to a reader, and searching for it costs time.
HORIZON_DAYS = 366
DAY = 86_400.0
LONGEST = 1000

FRENCH_TIME = re.compile(r"\b(\d{1,2})\s?[hH]\s?([0-5]\d)?(?!\w)")
SPAN = re.compile(r"(\d{1,2}:\d\d)\s*[-–à]\s*(?=\d{1,2}:\d\d)")
CHAIN = re.compile(r"\b(\d\d:\d\d)-(\d\d:\d\d)-(\d\d:\d\d)\b(?!-)")
SHORT_HOUR = re.compile(r"(?<![\d:])(\d:\d\d)\b")
NOON_OVER = "13:00"


class Opening(StrEnum):
    """What can be said of a place at one moment; "soon": opens or closes within the hour."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    OPENING = "opening"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Status:
    """A state and when it changes (in the place's zone; None: no change is known)."""

    opening: Opening
    at: datetime | None = None
    change: datetime | None = None


@dataclass(frozen=True)
class Day:
    """One day as read: the spans when the place is open, in its zone; empty means closed."""

    date: date
    spans: tuple[tuple[datetime, datetime], ...] = ()


def repaired(text: str) -> str:
    """That text in valid syntax, or "" when it cannot be understood without guessing.

    ``Mo-Fr 10h00-12h30`` → ``Mo-Fr 10:00-12:30``. Of ``08:30-12:00-14:00`` only the span that is
    sure remains (``08:30-12:00``: when the place closes again after 14:00, nobody says). French
    words are read when all of them are understood.
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        return ""
    if is_valid(text):
        return text
    mended = FRENCH_TIME.sub(_colon, text)
    mended = SHORT_HOUR.sub(r"0\1", SPAN.sub(r"\1-", mended))
    mended = CHAIN.sub(_sure_span, mended)
    if not is_valid(mended):
        mended = french.osm_of(text)
    return mended if is_valid(mended) else ""


def is_valid(text: str) -> bool:
    """Whether it says something in OSM's syntax; words alone and blanks do not."""
    try:
        return bool(text.strip()) and bool(OpeningHours(text, country=HOLIDAY_COUNTRY))
    except (ParserError, ValueError):
        return False


def holiday_region(departement: str) -> str:
    """Whose public holidays that département keeps."""
    return ALSACE_MOSELLE if departement in ALSACE_MOSELLE_DEPARTEMENTS else NATIONAL


def with_local_holidays(text: str, zone: str, region: str = NATIONAL) -> str:
    """The same hours, closed on local holidays too when they are on public holidays."""
    if not CLOSED_ON_HOLIDAYS.search(text):
        return text
    days = [LOCAL_HOLIDAYS[zone]] if zone in LOCAL_HOLIDAYS else []
    if region == ALSACE_MOSELLE:
        days += [GOOD_FRIDAY, SAINT_STEPHEN]
    return "; ".join([text, *(f"{day} off" for day in days)])


@lru_cache(maxsize=20_000)
def schedule(text: str, zone: str, region: str = NATIONAL) -> Schedule:
    """The schedule of a valid text, parsed once in the life of the process."""
    return Schedule(text, zone, region)


class Schedule:
    """The opening hours of places that share a text, a zone and public holidays."""

    def __init__(self, text: str, zone: str, region: str = NATIONAL) -> None:
        self.zone = ZoneInfo(zone)
        self._hours = OpeningHours(
            with_local_holidays(text, zone, region),
            timezone=self.zone,
            country=HOLIDAY_COUNTRY,
            max_interval_days=HORIZON_DAYS,
        )
        # From one change to the next the answer is the same: (from, until, open), in seconds.
        self._span = (0.0, 0.0, False)

    def is_open(self, at: datetime) -> bool:
        moment = at.timestamp()
        begins, ends, opened = self._span
        if begins <= moment < ends:
            return opened
        local = at.astimezone(self.zone)
        opened = self._hours.is_open(local)
        change = self._next_change(local)
        ends = change.timestamp() if change else moment + DAY
        self._span = (moment, ends, opened)
        return opened

    def opens_between(self, begins: datetime, ends: datetime) -> bool:
        """Whether it is open at some moment of that span."""
        begins, ends = begins.astimezone(self.zone), ends.astimezone(self.zone)
        return any(state == State.OPEN for _b, _e, state, _c in self._hours.intervals(begins, ends))

    def status(self, at: datetime) -> Status:
        local = at.astimezone(self.zone)
        state, _comment = self._hours.state(local)
        if state is State.UNKNOWN or state == State.UNKNOWN:
            return Status(Opening.UNKNOWN, local)
        change = self._next_change(local)
        soon = change is not None and change - local <= SOON
        if state == State.OPEN:
            return Status(Opening.CLOSING if soon else Opening.OPEN, local, change)
        return Status(Opening.OPENING if soon else Opening.CLOSED, local, change)

    def days(self, first: date, count: int = 7) -> list[Day]:
        """The days from ``first`` on, public holidays taken into account."""
        return [self._day(first + timedelta(days=n)) for n in range(count)]

    def next_spans(self, at: datetime, count: int) -> list[tuple[datetime, datetime]]:
        """The first spans when it is open from that moment on, the one under way included."""
        local = at.astimezone(self.zone)
        begins = datetime.combine(local.date(), time(), self.zone)
        found = (
            (opens, closes)
            for opens, closes, state, _comment in self._hours.intervals(
                begins, begins + timedelta(days=HORIZON_DAYS)
            )
            if state == State.OPEN and closes and closes > local
        )
        return list(islice(found, count))

    def _next_change(self, local: datetime) -> datetime | None:
        change = self._hours.next_change(local)
        if change is None or change - local > timedelta(days=HORIZON_DAYS):
            return None
        return change

    def _day(self, day: date) -> Day:
        start = datetime.combine(day, time(), self.zone)
        end = datetime.combine(day + timedelta(days=1), time(), self.zone)
        spans = [
            (max(begins, start), min(ends or end, end))
            for begins, ends, state, _comment in self._hours.intervals(start, end)
            if state == State.OPEN and begins < end
        ]
        return Day(day, tuple(spans))


def _colon(found: re.Match) -> str:
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def _sure_span(found: re.Match) -> str:
    first, middle, last = found.groups()
    if first < middle <= NOON_OVER:
        return f"{first}-{middle}"
    if first < NOON_OVER < middle < last:
        return f"{middle}-{last}"
    return found[0]
