"""A round that is not saved yet, or not yet changed, as the form of its place shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_cartography.rounds.stop_dates import stop_dates
from maillage_cartography.rounds.stops import unsaved
from maillage_cartography.rounds.wording import stop_date_wording

if TYPE_CHECKING:
    from datetime import datetime

SHOWN = 8


def preview(text: str, at: datetime) -> tuple[str, ...] | None:
    """The next stops as readers see them; None without any stop."""
    if not text:
        return None
    found = stop_dates(unsaved(text), at, SHOWN)
    return tuple(
        f"{stop_date_wording(one)}, {one.stop.spot}, {one.stop.commune.name}" for one in found
    )
