"""Signing up for a date: the verbs, each in one transaction, with their refusals."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.scope import Scope
from maillage_events.emails.first_email import FIRST_MAIL, micros, tell_first
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell, tell_together
from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.models.registrations import email_key
from maillage_events.registration import refusals, seats, waiting_list
from maillage_events.registration.window import check_colleagues_left, check_open, check_replay

if TYPE_CHECKING:
    from collections.abc import Generator
    from uuid import UUID

    from maillage.accounts.models import User

HOLD = timedelta(minutes=30)
COLLEAGUE_HOLD = timedelta(hours=24)  # a colleague has not just asked for it
MAX_HOLDS = 2
State = Registration.State
# What decides of a sign-up, read once the pool is held: that must not take long.
DECIDING = (
    *("event", "status", "starts_at", "event__status", "event__registration_mode"),
    *("event__registration_opens_at", "event__registration_closes_at"),
    *("event__waitlist_enabled", "event__organizer_email"),
)


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who signs up. With an account, whose address is known good, nothing is left to confirm."""

    email: str
    name: str
    user: User | None = None
    scope: Scope = field(default_factory=Scope)
    answers: dict[str, str] = field(default_factory=dict)
    invited_by: Registration | None = None
    booking: UUID | None = None  # the same for several dates asked for in one go


def sign_up(
    occurrence: Occurrence, applicant: Applicant, *, mode: str, at: datetime, party_size: int = 1
) -> Registration:
    """Claim seats, then write the sign-up; without a seat left, the waiting list.

    Raises the refusals DateIsCancelled, SignUpsClosed, SignUpsNotOpen, NoSignUpHere,
    DateIsFull and AlreadySignedUp.
    """
    with once_an_address(occurrence, applicant, at=at):
        return _sign_up(occurrence, applicant, mode=mode, at=at, party_size=party_size)


@contextmanager
def once_an_address(
    occurrence: Occurrence, applicant: Applicant, *, at: datetime
) -> Generator[None]:
    """One transaction, whose sign-up is that address's only one. Raises AlreadySignedUp."""
    _end_overdue_twin(occurrence, applicant, at=at)
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        twin = occurrence.registrations.active().by_address(applicant.email).first()
        if twin is None:
            raise
        raise refusals.AlreadySignedUp(twin) from None


def _sign_up(
    occurrence: Occurrence, applicant: Applicant, *, mode: str, at: datetime, party_size: int
) -> Registration:
    pool = next((one for one in occurrence.pools.all() if one.mode == mode), None)
    if pool is None:
        raise refusals.NoSignUpHere
    moderated = occurrence.event.is_moderated
    wants_seat = not moderated and (bool(applicant.user) or _may_hold(applicant, at=at))
    seated = wants_seat and _claim(pool, party_size, at=at)
    if not seated and not SeatPool.objects.filter(pk=pool.pk, mode=mode).exists():
        raise refusals.NoSignUpHere  # meanwhile the event moved online
    # Read after the pool is held: a cancellation is either seen here, or will see this row.
    occurrence = Occurrence.objects.select_related("event").only(*DECIDING).get(pk=occurrence.pk)
    check_open(occurrence, at=at)
    if applicant.invited_by:
        check_colleagues_left(applicant.invited_by)
    if wants_seat and not seated and not occurrence.event.waitlist_enabled:
        raise refusals.DateIsFull
    registration = new(occurrence, applicant, mode=mode, at=at, party_size=party_size)
    registration.seats_held = party_size if seated else 0
    if applicant.user:
        settle(registration, pool, at=at)
    else:
        hold = COLLEAGUE_HOLD if applicant.invited_by else HOLD
        registration.state, registration.hold_expires_at = State.PENDING, at + hold
    registration.save(force_insert=True)
    tell_first(registration, at=at)
    return registration


def _may_hold(applicant: Applicant, *, at: datetime) -> bool:
    """An address that confirms nothing cannot keep more than two seats of a date from others.

    Several dates asked for in one go count as one: one mail confirms them.
    """
    held = Registration.objects.by_address(applicant.email).filter(
        state=State.PENDING, seats_held__gt=0, hold_expires_at__gt=at
    )
    bookings = list(held.values_list("booking", flat=True))
    others = set(bookings) - {None, applicant.booking}
    return bookings.count(None) + len(others) < MAX_HOLDS


def _claim(pool: SeatPool, party_size: int, *, at: datetime) -> bool:
    """Seats for a newcomer; the pool is held afterwards, whatever the answer."""
    if seats.claim(pool.pk, party_size, mode=pool.mode):
        return True
    try:
        held = seats.lock(pool.occurrence_id, pool.mode)
    except SeatPool.DoesNotExist:
        raise refusals.NoSignUpHere from None
    waiting_list.free_overdue(held, at=at)
    return seats.claim(pool.pk, party_size, mode=pool.mode)


def _end_overdue_twin(occurrence: Occurrence, applicant: Applicant, *, at: datetime) -> None:
    """The same address signed up and never confirmed: it starts again.

    In a transaction of its own: no transaction ever holds two pools.
    """
    overdue = occurrence.registrations.overdue(at).by_address(applicant.email).order_by()
    for mode in overdue.values_list("mode", flat=True)[:1]:
        _expire(occurrence.pk, mode, at=at)


def new(
    occurrence: Occurrence, applicant: Applicant, *, mode: str, at: datetime, party_size: int
) -> Registration:
    return Registration(
        occurrence=occurrence,
        mode=mode,
        user=applicant.user,
        invited_by=applicant.invited_by,
        name=applicant.name,
        email=applicant.email.strip(),
        email_key=email_key(applicant.email),
        party_size=party_size,
        answers=applicant.answers,
        booking=applicant.booking,
        language=applicant.scope.language,
        zone=applicant.scope.zone,
        via_portal=applicant.scope.slug,
        created_at=at,
    )


def settle(registration: Registration, pool: SeatPool, *, at: datetime) -> None:
    """The address is good: signed up with seats, waiting without; the caller holds the pool.

    The organiser who wants to accept people is asked first.
    """
    registration.hold_expires_at = None
    if registration.replay_only:
        registration.state = State.REPLAY
    elif registration.occurrence.event.is_moderated and not registration.seats_held:
        registration.state = State.REVIEW
    elif registration.seats_held:
        registration.state, registration.confirmed_at = State.CONFIRMED, at
    else:
        waiting_list.join(registration, pool)


@transaction.atomic
def confirm(registration: Registration, *, at: datetime) -> Registration:
    """The person followed the mail's link, or accepts the seat offered; twice changes nothing.

    Raises LinkExpired, DateIsCancelled, SignUpsClosed, DateIsFull.
    """
    pool, found = held(registration)
    if found.state in FIRST_MAIL and found.state != State.PENDING:
        return found
    if found.state not in {State.PENDING, State.OFFERED} or found.hold_expires_at <= at:
        raise refusals.LinkExpired
    _check_still_possible(found, at=at)
    if not found.replay_only and not found.occurrence.event.is_moderated:
        claim_or_wait(found, pool, at=at)
    together = bool(found.booking) and found.state == State.PENDING
    settle(found, pool, at=at)
    found.save()
    tell_first(found, at=at if together else None)
    return found


def claim_or_wait(registration: Registration, pool: SeatPool, *, at: datetime) -> None:
    """Take seats if any are left. Raises DateIsFull when none is and nobody may wait."""
    if not registration.seats_held and _claim(pool, registration.party_size, at=at):
        registration.seats_held = registration.party_size
    if not registration.seats_held and not registration.occurrence.event.waitlist_enabled:
        raise refusals.DateIsFull


def _check_still_possible(registration: Registration, *, at: datetime) -> None:
    """A seat held before the closing time may be confirmed after it, until the date begins."""
    occurrence = registration.occurrence
    if occurrence.is_cancelled:
        raise refusals.DateIsCancelled
    if registration.replay_only:
        check_replay(occurrence, at=at)
        return
    closes = occurrence.registration_window.closes
    last = occurrence.starts_at if registration.seats_held else closes
    if at >= last:
        raise refusals.SignUpsClosed


def renew_link(registration: Registration, *, user: User | None, at: datetime) -> None:
    """The same person signs up again: with an account confirm, without send the link again.

    Not within a minute of the first (a double click), nor more than once in ten.
    """
    if user:
        if registration.state in {State.PENDING, State.OFFERED}:
            confirm(registration, at=at)
        Registration.objects.filter(pk=registration.pk, user=None).update(user=user)
        return
    if at - registration.created_at < timedelta(minutes=1):
        return
    again = {State.PENDING: MailKind.CONFIRM, State.OFFERED: MailKind.OFFERED}
    kind = again.get(registration.state, MailKind.ALREADY)
    tell(registration, kind, version=int(at.timestamp()) // 600)


@transaction.atomic
def withdraw(
    registration: Registration, *, at: datetime, by_organiser: bool = False, together: bool = False
) -> Registration:
    """End a sign-up and pass its seats on; ending it twice changes nothing.

    ``together``: with others of its booking, in one mail an event.
    """
    pool, found = held(registration)
    if not found.is_active:
        return found
    before = found.state
    seats.release(pool.pk, found.seats_held)
    if before == State.WAITLISTED:
        waiting_list.leave(pool)
    found.state = State.REVOKED if by_organiser else State.CANCELLED
    found.seats_held, found.hold_expires_at, found.ended_at = 0, None, at
    found.save()
    if before != State.PENDING and together:
        said = at.isoformat()
        tell_together(found, MailKind.UNBOOKED, at=at, version=micros(at), said=said)
    elif before != State.PENDING:
        tell(found, MailKind.REVOKED if by_organiser else MailKind.WITHDRAWN)
    waiting_list.promote(pool, at=at)
    return found


def held(registration: Registration) -> tuple[SeatPool, Registration]:
    """The pool, held, and the sign-up as it is now; it may have moved online since it was read."""
    rows = Registration.objects.select_related("occurrence__event")
    try:
        pool = seats.lock(registration.occurrence_id, registration.mode)
    except SeatPool.DoesNotExist:
        pool = seats.lock_any(registration.occurrence_id)
        if pool is None:
            raise refusals.NoSignUpHere from None
    found = rows.get(pk=registration.pk)
    found.mode = pool.mode
    pool.occurrence = found.occurrence
    return pool, found


def expire_holds(at: datetime) -> int:
    """Free the seats that nobody confirmed in time, pool by pool; how many sign-ups ended."""
    pools = Registration.objects.overdue(at).values_list("occurrence", "mode").distinct()
    return sum(_expire(occurrence, mode, at=at) for occurrence, mode in pools)


@transaction.atomic
def _expire(occurrence: int, mode: str, *, at: datetime) -> int:
    return waiting_list.free_overdue(seats.lock(occurrence, mode), at=at)
