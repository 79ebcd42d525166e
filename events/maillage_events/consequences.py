"""What a change of an event entails for the people who signed up.

Called by ``publication`` and ``lifecycle`` inside their transaction; sign-up fills it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage_events.models import Event, Occurrence


def of_change(
    event: Event, occurrences: Iterable[Occurrence], *, everywhere: bool, at: datetime
) -> None:
    """Times, place or join link changed: on these dates, or on every date to come."""


def of_cancellation(event: Event, occurrences: Iterable[Occurrence], *, at: datetime) -> None:
    """These dates do not take place."""
