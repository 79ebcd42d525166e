"""What each kind of email is: its letter, its calendar part, whom it is of, when it is stale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.utils import timezone

from maillage_events.emails import booking_letters as booking
from maillage_events.emails import event_letters as event
from maillage_events.emails import sign_up_letters as sign_up
from maillage_events.emails.calendar_part import CANCEL, REQUEST
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.reminders import is_out_of_date
from maillage_events.emails.to_organiser import request_to_answer
from maillage_events.models import Registration

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage.emails.letter import Letter
    from maillage.outbox.models import Message
    from maillage_events.emails.links import Links

State = Registration.State


class Group(Enum):
    """Whom one email is of."""

    PERSON = auto()
    """A person's sign-up, or several of theirs to dates of one event."""
    BOOKING = auto()
    """The dates asked for in one go."""
    ORGANISER = auto()
    """To the organiser, about a sign-up."""


def never(_row: Registration, _message: Message) -> bool:
    return False


def has_answered(row: Registration, _message: Message) -> bool:
    return row.state != State.PENDING


def is_no_longer_offered(row: Registration, _message: Message) -> bool:
    return row.state != State.OFFERED


def has_left(row: Registration, _message: Message) -> bool:
    return not row.is_active


def misses_its_reminder(row: Registration, message: Message) -> bool:
    return is_out_of_date(message, row)


def has_nothing_left(row: Registration, _message: Message) -> bool:
    """What the date left may have been taken away since, and the person's seat too."""
    entitled = Registration.objects.given_what_is_left().filter(pk=row.pk).exists()
    return not (entitled and row.occurrence.open_materials(at=timezone.now()).exists())


@dataclass(frozen=True)
class Kind:
    """``method`` is that of the calendar part (RFC 5546), empty for none.

    ``says``: the letter holds the organiser's own words. ``is_stale`` is asked when the email
    leaves: it is not sent to people for whom it is no longer true.
    """

    letter: Callable[..., Letter]
    method: str = ""
    group: Group = Group.PERSON
    is_stale: Callable[[Registration, Message], bool] = never
    says: bool = False


KINDS: dict[MailKind, Kind] = {
    MailKind.CONFIRM: Kind(sign_up.confirm, is_stale=has_answered),
    MailKind.INVITED: Kind(sign_up.invited, is_stale=has_answered),
    MailKind.CONFIRMED: Kind(sign_up.confirmed, REQUEST, is_stale=has_left),
    MailKind.REPLAY: Kind(sign_up.replay, is_stale=has_left),
    MailKind.REVIEW: Kind(sign_up.review),
    MailKind.REJECTED: Kind(sign_up.rejected, says=True),
    MailKind.WAITLISTED: Kind(sign_up.waitlisted),
    MailKind.PROMOTED: Kind(sign_up.promoted, REQUEST, is_stale=has_left),
    MailKind.OFFERED: Kind(sign_up.offered, is_stale=is_no_longer_offered),
    MailKind.OFFER_OVER: Kind(sign_up.offer_over),
    MailKind.CHANGED: Kind(event.changed, REQUEST, is_stale=has_left),
    MailKind.RESCHEDULED: Kind(event.rescheduled, REQUEST, is_stale=has_left),
    MailKind.MOVED_ONLINE: Kind(event.moved_online, REQUEST, is_stale=has_left),
    MailKind.RESTORED: Kind(event.restored, REQUEST, is_stale=has_left),
    MailKind.WITHDRAWN: Kind(sign_up.withdrawn, CANCEL),
    MailKind.REVOKED: Kind(sign_up.revoked, CANCEL),
    MailKind.EVENT_CANCELLED: Kind(event.event_cancelled, CANCEL),
    MailKind.ALREADY: Kind(sign_up.already),
    MailKind.JOIN: Kind(sign_up.join, is_stale=has_left),
    MailKind.TOMORROW: Kind(event.tomorrow, is_stale=misses_its_reminder),
    MailKind.SOON: Kind(event.soon, is_stale=misses_its_reminder),
    MailKind.MESSAGE: Kind(event.message, is_stale=has_left, says=True),
    MailKind.MATERIAL: Kind(event.material, is_stale=has_nothing_left),
    MailKind.AMENDED: Kind(sign_up.amended, REQUEST),
    MailKind.ASKED: Kind(request_to_answer, group=Group.ORGANISER),
    MailKind.CONFIRM_ALL: Kind(booking.confirm, group=Group.BOOKING),
    MailKind.BOOKED: Kind(booking.booked, REQUEST, Group.BOOKING),
    MailKind.UNBOOKED: Kind(booking.unbooked, CANCEL, Group.BOOKING),
}


def letter(
    kind: MailKind, registration: Registration, title: str, links: Links, *, said: str = ""
) -> Letter:
    """The words of that email in the active language; ``said`` are the organiser's own."""
    one = KINDS[kind]
    own = (said,) if one.says else ()
    return one.letter(registration, title, links, *own)
