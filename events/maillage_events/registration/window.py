"""Whether a sign-up may be made now: for a place, for the replay alone, for one more colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.models import Registration
from maillage_events.registration import refusals

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Occurrence

COLLEAGUES_MAX = 5


def check_open(occurrence: Occurrence, *, at: datetime) -> None:
    """Raises DateIsCancelled, SignUpsNotOpen, SignUpsClosed."""
    if occurrence.is_cancelled:
        raise refusals.DateIsCancelled
    opens_at = occurrence.event.registration_opens_at
    if opens_at and at < opens_at:
        raise refusals.SignUpsNotOpen
    if at >= occurrence.registration_closes_at:
        raise refusals.SignUpsClosed


def check_replay(occurrence: Occurrence, *, at: datetime) -> None:
    """Until the end, whether places are left or not.

    Raises DateIsCancelled, SignUpsNotOpen, NoReplayHere.
    """
    if occurrence.is_cancelled:
        raise refusals.DateIsCancelled
    opens_at = occurrence.event.registration_opens_at
    if opens_at and at < opens_at:
        raise refusals.SignUpsNotOpen
    if not occurrence.event.offers_replay or at >= occurrence.ends_at:
        raise refusals.NoReplayHere


def check_colleagues_left(inviter: Registration) -> None:
    """Counted while this person's sign-up is held: two forms sent at once are counted in turn.

    The caller holds the pool already, when a seat is asked for. Raises NothingToChange.
    """
    Registration.objects.select_for_update(no_key=True).order_by().values("pk").get(pk=inviter.pk)
    if inviter.colleagues.count() >= COLLEAGUES_MAX:
        raise refusals.NothingToChange
