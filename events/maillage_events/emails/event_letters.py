"""What mails say of the event itself: changed, cancelled, soon, a word of the organiser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage_events.emails.common import door_opens, kept, what_is_kept, what_is_said, with_seat
from maillage_events.models import Event, Registration
from maillage_events.models.facts import SeatMode

if TYPE_CHECKING:
    from maillage_events.emails.links import Links


def changed(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Change: %(title)s") % {"title": title},
        title=_("The event has changed"),
        paragraphs=(_("Here is how it takes place now."), *what_is_kept(registration)),
        **kept(registration, links),
    )


def rescheduled(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("New date: %(title)s") % {"title": title},
        title=_("The event has a new date"),
        paragraphs=(*what_is_said(registration), *what_is_kept(registration)),
        **kept(registration, links),
    )


def moved_online(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Now online: %(title)s") % {"title": title},
        title=_("The event takes place online"),
        paragraphs=(
            *what_is_said(registration),
            _("Do not come to the place: you attend from where you are."),
            *what_is_kept(registration),
        ),
        **kept(registration, links),
    )


def restored(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("It takes place after all: %(title)s") % {"title": title},
        title=_("The event takes place after all"),
        paragraphs=(
            _("We had told you that it did not take place. It does, as you read below."),
            *what_is_kept(registration),
        ),
        **kept(registration, links),
    )


def event_cancelled(registration: Registration, title: str, links: Links) -> Letter:
    event = registration.occurrence.event
    said = what_is_said(registration)
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


def message(registration: Registration, title: str, links: Links, said: str) -> Letter:
    return Letter(
        subject=_("A message about: %(title)s") % {"title": title},
        title=_("The organiser writes to you"),
        paragraphs=tuple(line.strip() for line in said.splitlines() if line.strip()),
        **kept(registration, links),
    )


def tomorrow(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Tomorrow: %(title)s") % {"title": title},
        title=_("It is tomorrow"),
        paragraphs=(
            _("You are signed up. Here is when and where."),
            _("If you can no longer come, cancel: somebody else gets the place."),
        ),
        **with_seat(registration, links),
    )


def soon(registration: Registration, title: str, links: Links) -> Letter:
    online = registration.mode == SeatMode.ONLINE
    return Letter(
        subject=_("In one hour: %(title)s") % {"title": title},
        title=_("It begins in one hour"),
        paragraphs=(
            door_opens(registration) if online else _("We are waiting for you. Here is where."),
        ),
        **with_seat(registration, links),
    )


def material(registration: Registration, title: str, links: Links) -> Letter:
    """One link to all that the date left; it opens for that person."""
    return Letter(
        subject=_("To see again: %(title)s") % {"title": title},
        title=_("What is left of the event is there"),
        paragraphs=(
            _("The link below opens the page where you find the replay, the slides or the notes."),
            _("It is yours: do not pass it on."),
        ),
        action=(_("See what is left of it"), links.join()),
    )
