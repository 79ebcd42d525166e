"""What the agenda does by itself, besides what a room does alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.ical.personal_feed import expire_unused
from maillage_events.proposals.drafts import forget_unanswered
from maillage_events.registration.retention import forget_sign_ups

if TYPE_CHECKING:
    from datetime import datetime


def forget_old(at: datetime) -> int:
    """Forget people in time; how many rows.

    Sign-ups stay as counts twelve months after the date. The address of a personal calendar that
    no program reads any more goes after thirteen months, who proposed an event that nobody
    decided on after a year.
    """
    return forget_sign_ups(at) + forget_unanswered(at) + expire_unused(at)
