"""Sign-ups that the organiser accepts or not, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_events.emails.first_email import FIRST_MAIL
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell
from maillage_events.models import Registration
from maillage_events.registration import refusals, waiting_list
from maillage_events.registration.sign_up import claim_or_wait, held

if TYPE_CHECKING:
    from datetime import datetime

State = Registration.State


@transaction.atomic
def accept(registration: Registration, *, at: datetime) -> Registration:
    """Seats if any are left, else the waiting list; doing it twice changes nothing.

    Raises DateIsCancelled, SignUpsClosed (the date began), DateIsFull.
    """
    pool, found = held(registration)
    if found.state != State.REVIEW:
        return found
    if found.occurrence.is_cancelled:
        raise refusals.DateIsCancelled
    if at >= found.occurrence.starts_at:
        raise refusals.SignUpsClosed
    claim_or_wait(found, pool, at=at)
    if found.seats_held:
        found.state, found.confirmed_at = State.CONFIRMED, at
    else:
        waiting_list.join(found, pool)
    found.save()
    tell(found, FIRST_MAIL[found.state])
    return found


@transaction.atomic
def reject(registration: Registration, *, at: datetime, message: str = "") -> Registration:
    """Say no, with the organiser's words; doing it twice changes nothing."""
    _pool, found = held(registration)
    if found.state != State.REVIEW:
        return found
    found.state, found.ended_at = State.REJECTED, at
    found.save()
    tell(found, MailKind.REJECTED, said=message)
    return found
