"""Days on which teams work: Monday to Friday. Holidays are not known here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

SATURDAY = 5


def working_days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour, on the clocks of that zone, once so many working days have begun after it."""
    found = moment.astimezone(zone)
    while days:
        found += timedelta(days=1)
        days -= found.weekday() < SATURDAY
    return found
