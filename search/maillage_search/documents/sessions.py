"""When something takes place, each time: as engines keep it, by the clock of where it does."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# ``2026-12-05T09:00:00+01:00``: the day that people there read on the wall.
DAY = slice(0, 10)


def first_between(sessions: Iterable[str], first: str, last: str) -> str | None:
    """The first of the sessions that begins on one of these days, both in them."""
    return next((one for one in sessions if first <= one[DAY] <= last), None)


def taking_place(
    starts_at: datetime | None,
    day: date | None,
    sessions: Iterable[str],
    days: tuple[str, str] | None,
) -> tuple[datetime | None, date | None]:
    """When it takes place on these days, if it does; else next."""
    session = first_between(sessions, *days) if days else None
    if session is None:
        return starts_at, day
    begins = beginning(session)
    return begins, begins.date()


def beginning(session: str) -> datetime:
    return datetime.fromisoformat(session)
