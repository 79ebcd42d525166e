"""Changing one's sign-up: how one attends, how many come. The seat stays until the other is held.

No transaction holds two pools: the seats of the other pool are first held by a nameless row that
expires by itself, then become the person's while the first ones are given back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell
from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.registration import refusals, seats, waiting_list
from maillage_events.registration.sign_up import held

if TYPE_CHECKING:
    from datetime import datetime

State = Registration.State
CHANGEABLE = (State.CONFIRMED, State.WAITLISTED, State.REVIEW)
HOLD = timedelta(minutes=5)


def change(registration: Registration, *, mode: str, people: int, at: datetime) -> Registration:
    """Attend otherwise, or with more or fewer people; the same as before changes nothing.

    Raises DateIsCancelled, SignUpsClosed, NothingToChange, NoSignUpHere and NotEnoughPlaces:
    whatever the refusal, the sign-up stays as it was.
    """
    date = Occurrence.objects.select_related("event").get(pk=registration.occurrence_id)
    if date.is_cancelled:
        raise refusals.DateIsCancelled
    if at >= date.starts_at:
        raise refusals.SignUpsClosed
    now = Registration.objects.get(pk=registration.pk)
    if now.state not in CHANGEABLE or not 1 <= people <= date.event.guests_max + 1:
        raise refusals.NothingToChange
    if (mode, people) == (now.mode, now.party_size):
        return now
    if mode == now.mode or now.state == State.REVIEW:
        return _resize(registration, mode=mode, people=people, at=at)
    return _move(registration, _hold(date, mode, people, at=at), at=at)


@transaction.atomic
def _resize(registration: Registration, *, mode: str, people: int, at: datetime) -> Registration:
    """In the same pool; a request that waits for its answer has no seat yet, whatever the pool."""
    pool, found = held(registration)
    if found.state not in CHANGEABLE:
        raise refusals.NothingToChange
    if found.state == State.CONFIRMED:
        more = people - found.seats_held
        if more > 0 and not seats.claim(pool.pk, more):
            raise refusals.NotEnoughPlaces
        if more < 0:
            seats.release(pool.pk, -more)
        found.seats_held = people
    elif found.state == State.REVIEW:
        if not SeatPool.objects.filter(occurrence=found.occurrence, mode=mode).exists():
            raise refusals.NoSignUpHere
        found.mode = mode
    found.party_size = people
    found.save()
    waiting_list.promote(pool, at=at)
    return _told(found, at=at)


@transaction.atomic
def _hold(date: Occurrence, mode: str, people: int, *, at: datetime) -> Registration:
    """Seats of the other pool, in nobody's name, for the moment the change takes."""
    pool = SeatPool.objects.filter(occurrence=date, mode=mode).first()
    if pool is None:
        raise refusals.NoSignUpHere
    if not seats.claim(pool.pk, people):
        raise refusals.NotEnoughPlaces
    return Registration.objects.create(
        occurrence=date,
        mode=mode,
        name="",
        email="",
        email_key=str(uuid4()),
        party_size=people,
        seats_held=people,
        state=State.PENDING,
        hold_expires_at=at + HOLD,
        created_at=at,
    )


@transaction.atomic
def _move(registration: Registration, holder: Registration, *, at: datetime) -> Registration:
    """The seats held become the person's; those they had go to who waits for them."""
    pool, found = held(registration)
    still_held = Registration.objects.filter(pk=holder.pk, state=State.PENDING)
    if found.state not in (State.CONFIRMED, State.WAITLISTED) or pool.mode == holder.mode:
        raise refusals.NothingToChange  # what was held expires by itself
    if not still_held.delete()[0]:
        raise refusals.NotEnoughPlaces
    if found.state == State.WAITLISTED:
        waiting_list.leave(pool)
    seats.release(pool.pk, found.seats_held)
    found.mode, found.state, found.waitlist_seq = holder.mode, State.CONFIRMED, None
    found.party_size = found.seats_held = holder.seats_held
    found.confirmed_at = found.confirmed_at or at
    found.save()
    waiting_list.promote(pool, at=at)
    return _told(found, at=at)


def _told(registration: Registration, *, at: datetime) -> Registration:
    registration.refresh_from_db()
    tell(registration, MailKind.AMENDED, version=int(at.timestamp() * 1000))
    return registration
