"""Signing up for several dates at once: each date in a transaction of its own, one mail for all.

The sign-ups made in one go bear the same ``booking``. Nothing is shared between them but their
mails: no transaction ever holds the seats of two dates, and one date that is full or closed
stops none of the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from maillage_events.emails.first_email import tell_to_confirm
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell_together
from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.presentation.cards import is_full, shown
from maillage_events.registration import refusals
from maillage_events.registration.sign_up import (
    Applicant,
    confirm,
    renew_link,
    sign_up,
    withdraw,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from maillage_events.models.occurrences import OccurrenceQuerySet

State = Registration.State
MOST_DATES = 40
KEPT, WAITING, REFUSED = "kept", "waiting", "refused"


@dataclass(frozen=True)
class Outcome:
    """What happened for one date; ``refusal`` says why nothing did."""

    date: Occurrence
    state: str
    refusal: refusals.SignUpRefused | None = None


def dates_to_choose(dates: OccurrenceQuerySet, *, at: datetime) -> list[Occurrence]:
    """Those one can sign up for here and now, in time order."""
    rows = shown(dates.open_for_registration(at).in_time_order().exclude(pools=None).distinct())
    return [date for date in rows[: 3 * MOST_DATES] if _takes(date)][:MOST_DATES]


def _takes(date: Occurrence) -> bool:
    return date.event.waitlist_enabled or not is_full(date)


def book(
    dates: Iterable[Occurrence], applicant: Applicant, *, mode: str, at: datetime
) -> list[Outcome]:
    """Sign up for each date; what could not be done is told, and undoes nothing."""
    together = replace(applicant, booking=uuid4())
    return [_book_one(date, together, mode=mode, at=at) for date in dates]


def _book_one(date: Occurrence, applicant: Applicant, *, mode: str, at: datetime) -> Outcome:
    person = replace(applicant, answers=_asked_there(date, applicant))
    try:
        found = sign_up(date, person, mode=mode_there(date, mode), at=at)
    except refusals.AlreadySignedUp as known:
        return _known(date, person, known.registration, at=at)
    except refusals.SignUpRefused as refusal:
        return Outcome(date, REFUSED, refusal)
    return Outcome(date, _state(found))


def _known(date: Occurrence, person: Applicant, twin: Registration, *, at: datetime) -> Outcome:
    """The address is signed up already. Without an account nothing is said of it: the answer
    is a newcomer's, and the mail tells.
    """
    if person.user:
        try:
            renew_link(twin, user=person.user, at=at)
        except refusals.SignUpRefused as refusal:
            return Outcome(date, REFUSED, refusal)
        twin.refresh_from_db()
        return Outcome(date, _state(twin))
    _tell_again(twin, person, at=at)
    pools = SeatPool.objects.filter(occurrence=date)
    full = all(pool.free == 0 for pool in pools)
    return Outcome(date, WAITING if full else KEPT)


def _tell_again(twin: Registration, person: Applicant, *, at: datetime) -> None:
    """What still awaits its mail joins the new one; what is settled is told once more."""
    joined = Registration.objects.filter(
        pk=twin.pk, state=State.PENDING, replay_only=False, invited_by=None
    )
    if joined.update(booking=person.booking):
        twin.refresh_from_db()
        tell_to_confirm(twin, at=at)
    elif twin.booking is None:
        renew_link(twin, user=None, at=at)
    else:
        version = int(at.timestamp()) // 600
        tell_together(twin, MailKind.BOOKED, at=at, version=version)


def _state(registration: Registration) -> str:
    if registration.state == State.PENDING:
        moderated = registration.occurrence.event.is_moderated
        return KEPT if registration.seats_held else State.REVIEW if moderated else WAITING
    return registration.state


def _asked_there(date: Occurrence, applicant: Applicant) -> dict[str, str]:
    """The answers to that event's questions alone."""
    asked = {question.text for question in date.event.question_list}
    return {text: said for text, said in applicant.answers.items() if text in asked}


def mode_there(date: Occurrence, wanted: str) -> str:
    """The way of attending that was chosen, or the only one of that date."""
    modes = [pool.mode for pool in date.pools.all()]
    return wanted if wanted in modes else next(iter(modes), "")


def registrations_of(booking: UUID) -> QuerySet[Registration]:
    """Everything asked for in that go, in time order."""
    rows = Registration.objects.filter(booking=booking).select_related("occurrence__event")
    rows = rows.prefetch_related("occurrence__pools")
    return rows.order_by("occurrence__starts_at", "pk")


def confirm_all(booking: UUID, *, at: datetime) -> list[Outcome]:
    """One after the other; those confirmed before stay so."""
    return [_confirm_one(row, at=at) for row in registrations_of(booking)]


def _confirm_one(registration: Registration, *, at: datetime) -> Outcome:
    if registration.state != State.PENDING:
        return Outcome(registration.occurrence, registration.state)
    try:
        return Outcome(registration.occurrence, confirm(registration, at=at).state)
    except refusals.SignUpRefused as refusal:
        return Outcome(registration.occurrence, REFUSED, refusal)


def withdraw_some(rows: Iterable[Registration], *, at: datetime) -> int:
    """End these sign-ups, each on its own; one mail an event. How many ended."""
    return sum(not withdraw(row, at=at, together=True).is_active for row in rows if row.is_active)
