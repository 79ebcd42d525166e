"""When a mobile place stops next, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage_cartography.models import Stop


@dataclass(frozen=True)
class StopDate:
    """One time at one stop, in the zone of the stop."""

    stop: Stop
    begins: datetime
    ends: datetime


def stop_dates(stops: Iterable[Stop], at: datetime, count: int) -> list[StopDate]:
    """The next ones of all these stops, the one under way included, in order, within a year."""
    found = [
        StopDate(stop, begins, ends)
        for stop in stops
        if stop.schedule
        for begins, ends in stop.schedule.next_spans(at, count)
    ]
    return sorted(found, key=lambda one: (one.begins, one.ends, one.stop.pk or 0))[:count]
