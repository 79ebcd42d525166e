"""The first mail of a sign-up: to confirm, or what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell, tell_together
from maillage_events.models import Registration

if TYPE_CHECKING:
    from datetime import datetime

State = Registration.State
FIRST_MAIL = {
    State.PENDING: MailKind.CONFIRM,
    State.CONFIRMED: MailKind.CONFIRMED,
    State.WAITLISTED: MailKind.WAITLISTED,
    State.REVIEW: MailKind.REVIEW,
    State.REPLAY: MailKind.REPLAY,
}


def tell_first(registration: Registration, *, at: datetime | None = None) -> None:
    """To the person; to the organiser too when it is theirs to answer.

    With ``at``, in the mail of the dates asked for in one go, when it is one of them.
    """
    if at is None or registration.booking is None:
        invited = registration.state == State.PENDING and registration.invited_by_id
        tell(registration, MailKind.INVITED if invited else FIRST_MAIL[registration.state])
    elif registration.state == State.PENDING:
        tell_to_confirm(registration, at=at)
    else:
        tell_together(registration, MailKind.BOOKED, at=at, version=micros(at))
    if registration.state == State.REVIEW and registration.occurrence.event.organizer_email:
        tell(registration, MailKind.ASKED)


def tell_to_confirm(registration: Registration, *, at: datetime) -> None:
    """Once in ten minutes, whatever is asked again."""
    version = int(at.timestamp()) // 600
    tell_together(registration, MailKind.CONFIRM_ALL, at=at, version=version)


def micros(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)
