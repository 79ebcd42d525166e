"""The waiting list of a pool: first in, first out, and it works by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell
from maillage_events.models import Registration, SeatPool
from maillage_events.registration import seats

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Occurrence

State = Registration.State


def join(registration: Registration, pool: SeatPool) -> None:
    """Put a sign-up at the tail; the caller holds the pool and saves the sign-up."""
    SeatPool.objects.filter(pk=pool.pk).update(
        waiting=F("waiting") + 1, next_waitlist_seq=F("next_waitlist_seq") + 1
    )
    pool.refresh_from_db(fields=("next_waitlist_seq",))
    registration.state = State.WAITLISTED
    registration.waitlist_seq = pool.next_waitlist_seq - 1


def leave(pool: SeatPool) -> None:
    SeatPool.objects.filter(pk=pool.pk).update(waiting=F("waiting") - 1)


def promote(pool: SeatPool, *, at: datetime) -> list[Registration]:
    """Seat as many as now fit, in their order; the caller holds the pool.

    Nobody is promoted once sign-up is closed, the date began or was cancelled.
    """
    occurrence = pool.occurrence
    if occurrence.registration_window.is_over(at):
        return []
    promoted = []
    for first in occurrence.registrations.waiting().filter(mode=pool.mode):
        if not seats.claim_for_first_waiting(pool.pk, first.party_size):
            break
        _seat(first, occurrence, at=at)
        promoted.append(first)
    return promoted


def _seat(registration: Registration, occurrence: Occurrence, *, at: datetime) -> None:
    """Signed up at once or, when the event wants it, a seat to accept in time."""
    registration.seats_held = registration.party_size
    registration.promoted_at = at
    if occurrence.event.offer_minutes is None:
        registration.state, registration.confirmed_at = State.CONFIRMED, at
        registration.save()
        tell(registration, MailKind.PROMOTED)
    else:
        _offer(registration, occurrence, at=at)


def _offer(registration: Registration, occurrence: Occurrence, *, at: datetime) -> None:
    minutes = occurrence.event.offer_minutes or 0
    until = min(at + timedelta(minutes=minutes), occurrence.starts_at)
    registration.state, registration.hold_expires_at = State.OFFERED, until
    registration.save()
    tell(registration, MailKind.OFFERED, version=int(at.timestamp()))


def renew_offers(pool: SeatPool, *, at: datetime) -> None:
    """The date takes place again: who was offered a seat has the whole time to accept it."""
    for offered in pool.occurrence.registrations.filter(state=State.OFFERED, mode=pool.mode):
        _offer(offered, pool.occurrence, at=at)


def free_overdue(pool: SeatPool, *, at: datetime) -> int:
    """End what was never confirmed or accepted in time, pass the seats on (I6).

    The caller holds the pool; all of it is one transaction.
    """
    overdue = list(pool.occurrence.registrations.overdue(at).filter(mode=pool.mode))
    for registration in overdue:
        seats.release(pool.pk, registration.seats_held)
        registration.state, registration.seats_held = State.EXPIRED, 0
        registration.hold_expires_at, registration.ended_at = None, at
        registration.save()
        if registration.promoted_at:
            tell(registration, MailKind.OFFER_OVER)
    promote(pool, at=at)
    return len(overdue)
