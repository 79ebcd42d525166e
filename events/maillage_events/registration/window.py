"""Whether a sign-up may be made now: for a place, for the replay alone, for one more colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.models import Registration
from maillage_events.registration import refusals

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Occurrence
    from maillage_events.models.registration_window import RegistrationWindow

COLLEAGUES_MAX = 5


def check_open(occurrence: Occurrence, *, at: datetime) -> None:
    """Raises DateIsCancelled, SignUpsNotOpen, SignUpsClosed."""
    _check(occurrence, occurrence.registration_window, refusals.SignUpsClosed, at=at)


def check_replay(occurrence: Occurrence, *, at: datetime) -> None:
    """Until the end, whether places are left or not.

    Raises DateIsCancelled, SignUpsNotOpen, NoReplayHere.
    """
    _check(occurrence, occurrence.replay_window, refusals.NoReplayHere, at=at)


def _check(
    occurrence: Occurrence,
    window: RegistrationWindow,
    over: type[refusals.SignUpRefused],
    *,
    at: datetime,
) -> None:
    if occurrence.is_cancelled:
        raise refusals.DateIsCancelled
    if window.is_early(at):
        raise refusals.SignUpsNotOpen
    if window.is_over(at):
        raise over


def check_colleagues_left(inviter: Registration) -> None:
    """Counted while this person's sign-up is held: two forms sent at once are counted in turn.

    The caller holds the pool already, when a seat is asked for. Raises NothingToChange.
    """
    Registration.objects.select_for_update(no_key=True).order_by().values("pk").get(pk=inviter.pk)
    if inviter.colleagues.count() >= COLLEAGUES_MAX:
        raise refusals.NothingToChange
