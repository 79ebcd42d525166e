"""When something takes place, each time: as engines keep it, by the clock of where it does."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# ``2026-12-05T09:00:00+01:00``: the day that people there read on the wall.
DAY = slice(0, 10)


def first_between(sessions: Iterable[str], first: str, last: str) -> str | None:
    """The first of the sessions that begins on one of these days, both in them."""
    return next((one for one in sessions if first <= one[DAY] <= last), None)


def beginning(session: str) -> datetime:
    return datetime.fromisoformat(session)
