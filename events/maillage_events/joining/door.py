"""When the link of a video conference opens, and to whom."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_events.models import Occurrence, Registration
    from maillage_events.models.registrations import RegistrationQuerySet

ONE_LINK_EVERY = 600  # seconds: asking again and again must not fill a mailbox


class Door(StrEnum):
    """What a person with a seat finds."""

    OPEN = "open"
    EARLY = "early"
    OVER = "over"
    CANCELLED = "cancelled"
    NO_LINK = "no-link"


def door(occurrence: Occurrence, *, at: datetime) -> Door:
    if occurrence.is_cancelled:
        return Door.CANCELLED
    if at >= occurrence.ends_at:
        return Door.OVER
    if at < occurrence.starts_at - occurrence.event.opens_before:
        return Door.EARLY
    event = occurrence.event
    return Door.OPEN if event.conference_url or event.conference_phone else Door.NO_LINK


def let_in(occurrence: Occurrence, *, at: datetime) -> RegistrationQuerySet:
    """Sign-ups for which the door opens: with a seat; afterwards, for the replay alone too."""
    if door(occurrence, at=at) == Door.OVER:
        return occurrence.registrations.given_what_is_left()
    return occurrence.registrations.confirmed()


def seat_of(occurrence: Occurrence, user: User, *, at: datetime) -> Registration | None:
    """The sign-up of an account that opens the door; None for a reader without one."""
    if not user.is_authenticated:
        return None
    return let_in(occurrence, at=at).of_account(user).first()


def send_fresh_link(occurrence: Occurrence, address: str, *, at: datetime) -> None:
    """Mail a link to that address if it is signed up; nobody is told whether it is."""
    registration = let_in(occurrence, at=at).by_address(address).first()
    if registration:
        over = door(occurrence, at=at) == Door.OVER
        kind = MailKind.MATERIAL if over else MailKind.JOIN
        tell(registration, kind, version=int(at.timestamp()) // ONE_LINK_EVERY)
