"""What each mail of a sign-up says: what happened, what it means, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.ui.wording import wording
from maillage_events.mails.kinds import MailKind
from maillage_events.models import Event, Registration
from maillage_events.zones import zone

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage_events.mails.links import Links


@dataclass(frozen=True)
class Letter:
    """One mail in words; ``action`` is its button, ``links`` what else one may do."""

    subject: str
    title: str
    paragraphs: tuple[str, ...] = ()
    action: tuple[str, str] | None = None
    links: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=())
    name: str = ""
    portal: str = ""


def letter(
    kind: MailKind, registration: Registration, title: str, links: Links, *, said: str = ""
) -> Letter:
    """The words of that mail in the active language; ``said`` are the organiser's own."""
    if kind in SAID:
        return SAID[kind](registration, title, links, said)
    return WORDS[kind](registration, title, links)


def _confirm(registration: Registration, title: str, links: Links) -> Letter:
    if registration.occurrence.event.is_moderated:
        kept = _("Confirm your address: your request then goes to the organiser, who answers.")
    elif registration.seats_held:
        until = registration.hold_expires_at.astimezone(zone(registration.zone))
        kept = _("Your place is kept until %(hour)s.") % {"hour": wording().hour(until)}
    else:
        kept = _("Confirm your address: you get a place if one is left, else the waiting list.")
    return Letter(
        subject=_("Confirm your sign-up: %(title)s") % {"title": title},
        title=_("One more step: confirm your sign-up"),
        paragraphs=(
            kept,
            _("If you did not ask for anything, do nothing: nobody is signed up."),
        ),
        action=(_("Confirm my sign-up"), links.confirm()),
    )


def _confirmed(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("You are signed up: %(title)s") % {"title": title},
        title=_("You are signed up"),
        paragraphs=(_("Your place is booked. The date is attached for your calendar."),),
        **_with_seat(registration, links),
    )


def _promoted(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("A place is free, it is yours: %(title)s") % {"title": title},
        title=_("A place is free: it is yours"),
        paragraphs=(
            _("You were on the waiting list. You are now signed up."),
            _("If you can no longer come, cancel: the next person gets the place."),
        ),
        **_with_seat(registration, links),
    )


def _offered(registration: Registration, title: str, links: Links) -> Letter:
    until = registration.hold_expires_at.astimezone(zone(registration.zone))
    return Letter(
        subject=_("A place is free for you: %(title)s") % {"title": title},
        title=_("A place is free: do you take it?"),
        paragraphs=(
            _("It is kept for you until %(moment)s.") % {"moment": wording().day_hour(until)},
            _("After that, it is offered to the next person on the waiting list."),
        ),
        action=(_("Take the place"), links.confirm()),
        links=((_("I no longer want it"), links.manage()),),
    )


def _offer_over(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("The place was passed on: %(title)s") % {"title": title},
        title=_("The place was passed on"),
        paragraphs=(
            _("You did not take it in time: it was offered to the next person."),
            _("You may sign up again: you are then the last on the waiting list."),
        ),
        links=((_("See the event"), links.event),),
    )


def _waitlisted(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("You are on the waiting list: %(title)s") % {"title": title},
        title=_("You are on the waiting list"),
        paragraphs=(
            _("No place is left for now."),
            _("As soon as one is free and it is your turn, you are signed up and told by mail.")
            if registration.occurrence.event.offer_minutes is None
            else _("As soon as one is free and it is your turn, a mail offers it to you."),
        ),
        links=((_("Leave the waiting list"), links.manage()),),
    )


def _changed(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Change: %(title)s") % {"title": title},
        title=_("The event has changed"),
        paragraphs=(_("Here is how it takes place now."), *_what_is_kept(registration)),
        **_kept(registration, links),
    )


def _rescheduled(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("New date: %(title)s") % {"title": title},
        title=_("The event has a new date"),
        paragraphs=(*_what_is_said(registration), *_what_is_kept(registration)),
        **_kept(registration, links),
    )


def _moved_online(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Now online: %(title)s") % {"title": title},
        title=_("The event takes place online"),
        paragraphs=(
            *_what_is_said(registration),
            _("Do not come to the place: you attend from where you are."),
            *_what_is_kept(registration),
        ),
        **_kept(registration, links),
    )


def _restored(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("It takes place after all: %(title)s") % {"title": title},
        title=_("The event takes place after all"),
        paragraphs=(
            _("We had told you that it did not take place. It does, as you read below."),
            *_what_is_kept(registration),
        ),
        **_kept(registration, links),
    )


def _what_is_said(registration: Registration) -> tuple[str, ...]:
    said = registration.occurrence.message or registration.occurrence.event.cancellation_message
    return (said,) if said else ()


def _what_is_kept(registration: Registration) -> tuple[str, ...]:
    if registration.state == Registration.State.CONFIRMED:
        return (
            _("You keep your place. If it no longer suits you, cancel: somebody waits for it."),
        )
    if registration.state == Registration.State.REVIEW:
        return (_("Your request still waits for the organiser's answer."),)
    return (_("You keep your rank on the waiting list."),)


def _kept(registration: Registration, links: Links) -> dict:
    """What one may do, with a seat or waiting for one."""
    if registration.state == Registration.State.CONFIRMED:
        return _with_seat(registration, links)
    if registration.state == Registration.State.REVIEW:
        return {"links": ((_("Take back my request"), links.manage()),)}
    return {"links": ((_("Leave the waiting list"), links.manage()),)}


def _withdrawn(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your sign-up is cancelled: %(title)s") % {"title": title},
        title=_("Your sign-up is cancelled"),
        paragraphs=(_("As you asked, your place is given back. Thank you for telling us."),),
        links=((_("See the event"), links.event),),
    )


def _revoked(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your sign-up was cancelled by the organiser: %(title)s") % {"title": title},
        title=_("The organiser cancelled your sign-up"),
        paragraphs=(
            _("You no longer have a place. To know why, answer this mail."),
            _("The agenda shows other dates."),
        ),
        links=((_("See the agenda"), links.agenda),),
    )


def _event_cancelled(registration: Registration, title: str, links: Links) -> Letter:
    event = registration.occurrence.event
    said = _what_is_said(registration)
    if event.status == Event.Status.POSTPONED:
        return Letter(
            subject=_("Postponed: %(title)s") % {"title": title},
            title=_("The event is postponed"),
            paragraphs=(*said, _("You will be told of the new date by mail.")),
            links=((_("See the event"), links.event),),
        )
    return Letter(
        subject=_("Cancelled: %(title)s") % {"title": title},
        title=_("The event is cancelled"),
        paragraphs=(*said, _("It does not take place. Do not come.")),
        links=((_("See the agenda"), links.agenda),),
    )


def _already(registration: Registration, title: str, links: Links) -> Letter:
    waiting = registration.state == Registration.State.WAITLISTED
    return Letter(
        subject=_("You had already signed up: %(title)s") % {"title": title},
        title=_("You had already signed up"),
        paragraphs=(
            _("You are on the waiting list. You keep your rank.")
            if waiting
            else _("Your place is booked. You have nothing else to do."),
        ),
        links=((_("Cancel my sign-up"), links.manage()),),
    )


def _join(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your link to join: %(title)s") % {"title": title},
        title=_("Your link to join"),
        paragraphs=(
            _("It opens 15 minutes before the beginning."),
            _("It is yours alone: do not pass it on."),
        ),
        action=(_("Join"), links.join()),
    )


def _message(registration: Registration, title: str, links: Links, said: str) -> Letter:
    return Letter(
        subject=_("A message about: %(title)s") % {"title": title},
        title=_("The organiser writes to you"),
        paragraphs=tuple(line.strip() for line in said.splitlines() if line.strip()),
        **_kept(registration, links),
    )


def _review(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your request is sent: %(title)s") % {"title": title},
        title=_("Your request is sent to the organiser"),
        paragraphs=(
            _("The organiser accepts sign-ups one by one. A mail gives you the answer."),
            _("You have no place yet."),
        ),
        links=((_("Take back my request"), links.manage()),),
    )


def _rejected(registration: Registration, title: str, links: Links, said: str) -> Letter:
    return Letter(
        subject=_("Your request was not accepted: %(title)s") % {"title": title},
        title=_("Your request was not accepted"),
        paragraphs=(
            *(line.strip() for line in said.splitlines() if line.strip()),
            _("You have no place for this date. The agenda shows other dates."),
        ),
        links=((_("See the agenda"), links.agenda),),
    )


def _tomorrow(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Tomorrow: %(title)s") % {"title": title},
        title=_("It is tomorrow"),
        paragraphs=(
            _("You are signed up. Here is when and where."),
            _("If you can no longer come, cancel: somebody else gets the place."),
        ),
        **_with_seat(registration, links),
    )


def _soon(registration: Registration, title: str, links: Links) -> Letter:
    online = registration.mode == "online"
    return Letter(
        subject=_("In one hour: %(title)s") % {"title": title},
        title=_("It begins in one hour"),
        paragraphs=(
            _("The link opens 15 minutes before the beginning.")
            if online
            else _("We are waiting for you. Here is where."),
        ),
        **_with_seat(registration, links),
    )


def _with_seat(registration: Registration, links: Links) -> dict:
    """What a person with a seat may do: join when it is online, or cancel."""
    cancel = (_("Cancel my sign-up"), links.manage())
    if registration.mode == "online":
        return {"action": (_("Join on the day"), links.join()), "links": (cancel,)}
    return {"links": (cancel,)}


WORDS: dict[MailKind, Callable[[Registration, str, Links], Letter]] = {
    MailKind.CONFIRM: _confirm,
    MailKind.CONFIRMED: _confirmed,
    MailKind.PROMOTED: _promoted,
    MailKind.WAITLISTED: _waitlisted,
    MailKind.REVIEW: _review,
    MailKind.OFFERED: _offered,
    MailKind.OFFER_OVER: _offer_over,
    MailKind.CHANGED: _changed,
    MailKind.RESCHEDULED: _rescheduled,
    MailKind.MOVED_ONLINE: _moved_online,
    MailKind.RESTORED: _restored,
    MailKind.WITHDRAWN: _withdrawn,
    MailKind.REVOKED: _revoked,
    MailKind.EVENT_CANCELLED: _event_cancelled,
    MailKind.ALREADY: _already,
    MailKind.JOIN: _join,
    MailKind.TOMORROW: _tomorrow,
    MailKind.SOON: _soon,
}

SAID: dict[MailKind, Callable[[Registration, str, Links, str], Letter]] = {
    MailKind.MESSAGE: _message,
    MailKind.REJECTED: _rejected,
}
