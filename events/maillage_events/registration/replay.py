"""Signing up for the replay alone: no seat, no reminder, nothing in the person's calendar.

Possible until the end of the date, when it is full and when sign-up is closed too. The person may
take a place later, as anybody who signs up then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_events.emails.first_email import tell_first
from maillage_events.models import Registration, SeatPool
from maillage_events.models.facts import SeatMode
from maillage_events.registration import refusals, seats
from maillage_events.registration.sign_up import (
    HOLD,
    Applicant,
    claim_or_wait,
    held,
    new,
    once_an_address,
    settle,
)
from maillage_events.registration.window import check_open, check_replay

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Occurrence

State = Registration.State


def ask_for_replay(occurrence: Occurrence, applicant: Applicant, *, at: datetime) -> Registration:
    """Raises DateIsCancelled, NoReplayHere and AlreadySignedUp."""
    with once_an_address(occurrence, applicant, at=at):
        try:
            pool = seats.lock(occurrence.pk, SeatMode.ONLINE)
        except SeatPool.DoesNotExist:
            raise refusals.NoReplayHere from None
        # Read after the pool is held: a cancellation is either seen here, or will see this row.
        occurrence = type(occurrence).objects.select_related("event").get(pk=occurrence.pk)
        check_replay(occurrence, at=at)
        registration = new(occurrence, applicant, mode=SeatMode.ONLINE, at=at, party_size=1)
        registration.replay_only = True
        if applicant.user:
            settle(registration, pool, at=at)
        else:
            registration.state, registration.hold_expires_at = State.PENDING, at + HOLD
        registration.save(force_insert=True)
        tell_first(registration)
        return registration


@transaction.atomic
def take_place(
    registration: Registration,
    *,
    at: datetime,
    mode: str = "",
    people: int = 1,
    answers: dict[str, str] | None = None,
) -> Registration:
    """Who wanted the replay alone can come after all; doing it twice changes nothing.

    It holds nothing in any pool: the row is locked too, lest two pools be asked at once.
    Raises DateIsCancelled, SignUpsNotOpen, SignUpsClosed and DateIsFull.
    """
    registration.mode = mode or registration.mode
    pool, found = held(registration)
    if not Registration.objects.select_for_update().filter(pk=found.pk, state=State.REPLAY):
        return Registration.objects.select_related("occurrence__event").get(pk=found.pk)
    check_open(found.occurrence, at=at)
    found.party_size, found.answers = people, answers or found.answers
    if not found.occurrence.event.is_moderated:
        claim_or_wait(found, pool, at=at)
    found.replay_only = False
    settle(found, pool, at=at)
    found.save()
    tell_first(found)
    return found


def places_to_take(registration: Registration, *, at: datetime) -> list[tuple[str, str]]:
    """(mode, its label) of the buttons worth showing."""
    date = registration.occurrence
    if registration.state != State.REPLAY:
        return []
    if not date.registration_window.is_open(at):
        return []
    waits = date.event.waitlist_enabled
    return [
        (pool.mode, pool.get_mode_display()) for pool in date.pools.all() if waits or pool.free != 0
    ]
