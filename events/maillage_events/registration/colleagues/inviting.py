"""Signing up colleagues: each has a sign-up of their own, to accept or refuse by mail.

Each is a transaction of its own, one claim of one pool: what one is refused takes nothing from
the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_events.models import Registration
from maillage_events.registration import refusals
from maillage_events.registration.retention import forget
from maillage_events.registration.sign_up import Applicant, confirm, sign_up, withdraw
from maillage_events.registration.window import COLLEAGUES_MAX

if TYPE_CHECKING:
    from datetime import datetime

AT_A_TIME = 3  # lines of the form: it is filled in on phones
State = Registration.State
MAY_INVITE = (State.CONFIRMED, State.WAITLISTED, State.REVIEW)


def places_for_colleagues(inviter: Registration, *, at: datetime) -> int:
    """How many more this person may sign up, whatever became of the first ones."""
    date = inviter.occurrence
    if date.registration_window.is_over(at) or inviter.state not in MAY_INVITE:
        return 0
    return max(0, COLLEAGUES_MAX - inviter.colleagues.count())


def sign_up_colleague(
    inviter: Registration, *, name: str, email: str, at: datetime
) -> Registration:
    """Attending as who signs them up does; the same colleague twice is the same sign-up.

    Raises the refusals of ``sign_up``, and NothingToChange when no more may be signed up.
    """
    if not places_for_colleagues(inviter, at=at):
        raise refusals.NothingToChange
    colleague = Applicant(email=email, name=name, scope=inviter.scope, invited_by=inviter)
    try:
        return sign_up(inviter.occurrence, colleague, mode=inviter.mode, at=at)
    except refusals.AlreadySignedUp as known:
        if known.registration.invited_by_id != inviter.pk:
            raise
        return known.registration


def may_answer(registration: Registration) -> bool:
    """Somebody else signed this person up: the organiser's questions are still to answer."""
    return registration.state == State.PENDING and registration.invited_by_id is not None


@transaction.atomic
def accept(registration: Registration, *, answers: dict[str, str], at: datetime) -> Registration:
    """The colleague wants it, with answers of their own. Raises the refusals of ``confirm``."""
    found = confirm(registration, at=at)
    if may_answer(registration):
        Registration.objects.filter(pk=found.pk).update(answers=answers)
    return found


def refuse(registration: Registration, *, at: datetime) -> Registration:
    """The colleague does not want it: the place goes on, their name and address are erased."""
    if not may_answer(registration):
        return registration
    ended = withdraw(registration, at=at)
    if ended.state == State.CANCELLED and ended.confirmed_at is None:
        forget(Registration.objects.filter(pk=ended.pk))
    return ended
