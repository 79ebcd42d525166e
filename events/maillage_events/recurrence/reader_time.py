"""The time of an event on the clock of a reader who lives in another zone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class OtherTime:
    """What the reader's clock shows; ``day_shift`` −1 the day before, +1 the day after."""

    wall: datetime
    day_shift: int


def other_time(moment: datetime, event_zone: str, reader_zone: str) -> OtherTime | None:
    """None when both clocks show the same."""
    there = moment.astimezone(zone(event_zone)).replace(tzinfo=None)
    here = moment.astimezone(zone(reader_zone)).replace(tzinfo=None)
    if there == here:
        return None
    return OtherTime(here, (here.date() - there.date()).days)
