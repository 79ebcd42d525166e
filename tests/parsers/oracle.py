"""What a calendar means, worked out with zoneinfo and dateutil alone: none of our code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    from tests.parsers.reading import Told


@dataclass(frozen=True)
class Announced:
    """What an organiser announced: ``start`` is the wall time of ``zone``, a date for days."""

    uid: str
    zone: str
    start: datetime | date
    length: timedelta
    rule: str = ""
    cancelled: tuple[date, ...] = ()
    moved: dict[date, datetime] = field(default_factory=dict)

    def told(self, first: str, last: str) -> list[Told]:
        """(uid, slot, start, end, status) of each date that starts in [first, last[."""
        found = [self._date(slot) for slot in self._slots()]
        return sorted(one for one in found if first <= one[2] < last)

    def _slots(self) -> list[datetime]:
        start = datetime(*self.start.timetuple()[:6])
        return list(rrulestr(self.rule, dtstart=start)) if self.rule else [start]

    def _date(self, slot: datetime) -> Told:
        start = self.moved.get(slot.date(), slot)
        status = "CANCELLED" if slot.date() in self.cancelled else "CONFIRMED"
        return self.uid, self._iso(slot), self._iso(start), self._end(start), status

    def _end(self, start: datetime) -> str:
        """A length of clock time, not of wall time: from 01:30 to 03:30 across a change of hour."""
        if not isinstance(self.start, datetime):
            return self._iso(start + self.length)
        instant = start.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC) + self.length
        return _zulu(instant)

    def _iso(self, wall: datetime) -> str:
        if not isinstance(self.start, datetime):
            return wall.date().isoformat()
        return _zulu(wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC))


def _zulu(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
