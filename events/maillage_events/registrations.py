"""Signing up for a date: the verbs, each in one transaction, with their refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.scope import Scope
from maillage_events import refusals, seats, waiting_list
from maillage_events.mails.kinds import MailKind
from maillage_events.mails.writing import tell
from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.registration_queries import email_key

if TYPE_CHECKING:
    from maillage.accounts.models import User

HOLD = timedelta(minutes=30)
MAX_HOLDS = 2
State = Registration.State


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who signs up. With an account, whose address is known good, nothing is left to confirm."""

    email: str
    name: str
    user: User | None = None
    scope: Scope = field(default_factory=Scope)
    answers: dict[str, str] = field(default_factory=dict)


def sign_up(
    occurrence: Occurrence, applicant: Applicant, *, mode: str, at: datetime, party_size: int = 1
) -> Registration:
    """Claim seats, then write the sign-up; without a seat left, the waiting list.

    Raises the refusals DateIsCancelled, SignUpsClosed, SignUpsNotOpen, NoSignUpHere,
    DateIsFull and AlreadySignedUp.
    """
    _end_overdue_twin(occurrence, applicant, at=at)
    try:
        with transaction.atomic():
            return _sign_up(occurrence, applicant, mode=mode, at=at, party_size=party_size)
    except IntegrityError:
        twin = occurrence.registrations.active().by_address(applicant.email).first()
        if twin is None:
            raise
        raise refusals.AlreadySignedUp(twin) from None


def _sign_up(
    occurrence: Occurrence, applicant: Applicant, *, mode: str, at: datetime, party_size: int
) -> Registration:
    pool = SeatPool.objects.filter(occurrence=occurrence, mode=mode).first()
    if pool is None:
        raise refusals.NoSignUpHere
    moderated = occurrence.event.is_moderated
    wants_seat = not moderated and (bool(applicant.user) or _may_hold(applicant, at=at))
    seated = wants_seat and _claim(pool, party_size, at=at)
    if not SeatPool.objects.filter(pk=pool.pk, mode=mode).exists():
        raise refusals.NoSignUpHere  # meanwhile the event moved online
    # Read after the pool is held: a cancellation is either seen here, or will see this row.
    occurrence = Occurrence.objects.select_related("event").get(pk=occurrence.pk)
    check_open(occurrence, at=at)
    if wants_seat and not seated and not occurrence.event.waitlist_enabled:
        raise refusals.DateIsFull
    registration = _new(occurrence, applicant, mode=mode, at=at, party_size=party_size)
    registration.seats_held = party_size if seated else 0
    if applicant.user:
        _settle(registration, pool, at=at)
    else:
        registration.state, registration.hold_expires_at = State.PENDING, at + HOLD
    registration.save(force_insert=True)
    _tell_first(registration)
    return registration


FIRST_MAIL = {
    State.PENDING: MailKind.CONFIRM,
    State.CONFIRMED: MailKind.CONFIRMED,
    State.WAITLISTED: MailKind.WAITLISTED,
    State.REVIEW: MailKind.REVIEW,
}


def check_open(occurrence: Occurrence, *, at: datetime) -> None:
    """Raises DateIsCancelled, SignUpsNotOpen, SignUpsClosed."""
    if occurrence.is_cancelled:
        raise refusals.DateIsCancelled
    opens_at = occurrence.event.registration_opens_at
    if opens_at and at < opens_at:
        raise refusals.SignUpsNotOpen
    if at >= occurrence.registration_closes_at:
        raise refusals.SignUpsClosed


def _may_hold(applicant: Applicant, *, at: datetime) -> bool:
    """An address that confirms nothing cannot keep more than two seats from others."""
    held = Registration.objects.by_address(applicant.email).filter(
        state=State.PENDING, seats_held__gt=0, hold_expires_at__gt=at
    )
    return held.count() < MAX_HOLDS


def _claim(pool: SeatPool, party_size: int, *, at: datetime) -> bool:
    """Seats for a newcomer; the pool is held afterwards, whatever the answer."""
    if seats.claim(pool.pk, party_size):
        return True
    try:
        held = seats.lock(pool.occurrence_id, pool.mode)
    except SeatPool.DoesNotExist:
        raise refusals.NoSignUpHere from None
    waiting_list.free_overdue(held, at=at)
    return seats.claim(pool.pk, party_size)


def _end_overdue_twin(occurrence: Occurrence, applicant: Applicant, *, at: datetime) -> None:
    """The same address signed up and never confirmed: it starts again.

    In a transaction of its own: no transaction ever holds two pools.
    """
    overdue = occurrence.registrations.overdue(at).by_address(applicant.email).first()
    if overdue:
        _expire(occurrence.pk, overdue.mode, at=at)


def _new(
    occurrence: Occurrence, applicant: Applicant, *, mode: str, at: datetime, party_size: int
) -> Registration:
    return Registration(
        occurrence=occurrence,
        mode=mode,
        user=applicant.user,
        name=applicant.name,
        email=applicant.email.strip(),
        email_key=email_key(applicant.email),
        party_size=party_size,
        answers=applicant.answers,
        language=applicant.scope.language,
        zone=applicant.scope.zone,
        via_portal=applicant.scope.slug,
        created_at=at,
    )


def _settle(registration: Registration, pool: SeatPool, *, at: datetime) -> None:
    """The address is good: signed up with seats, waiting without; the caller holds the pool.

    The organiser who wants to accept people is asked first.
    """
    registration.hold_expires_at = None
    if registration.occurrence.event.is_moderated and not registration.seats_held:
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
    if found.state in {State.CONFIRMED, State.WAITLISTED, State.REVIEW}:
        return found
    if found.state not in {State.PENDING, State.OFFERED} or found.hold_expires_at <= at:
        raise refusals.LinkExpired
    _check_still_possible(found, at=at)
    if not found.occurrence.event.is_moderated:
        claim_or_wait(found, pool, at=at)
    _settle(found, pool, at=at)
    found.save()
    _tell_first(found)
    return found


def _tell_first(registration: Registration) -> None:
    """To the person; to the organiser too when it is theirs to answer."""
    tell(registration, FIRST_MAIL[registration.state])
    if registration.state == State.REVIEW and registration.occurrence.event.organizer_email:
        tell(registration, MailKind.ASKED)


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
    last = occurrence.starts_at if registration.seats_held else occurrence.registration_closes_at
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
    registration: Registration, *, at: datetime, by_organiser: bool = False
) -> Registration:
    """End a sign-up and pass its seats on; ending it twice changes nothing."""
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
    if before != State.PENDING:
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


@transaction.atomic
def promote_waiting(occurrence: Occurrence, *, at: datetime) -> None:
    """Seats were added: pass them on."""
    for pool in SeatPool.objects.select_for_update().filter(occurrence=occurrence).order_by("pk"):
        waiting_list.promote(pool, at=at)
