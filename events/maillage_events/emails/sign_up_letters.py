"""What mails say of a sign-up: asked for, kept, waiting, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.ui.wording import wording
from maillage_events.emails.common import door_opens, kept, with_seat
from maillage_events.models import Registration
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from maillage_events.emails.links import Links


def confirm(registration: Registration, title: str, links: Links) -> Letter:
    if registration.replay_only:
        kept = _("You asked for the replay alone. Confirm your address, and you get it by mail.")
    elif registration.occurrence.event.is_moderated:
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


def invited(registration: Registration, title: str, links: Links) -> Letter:
    """The only mail to a colleague who answers nothing."""
    by = registration.invited_by.name if registration.invited_by else ""
    names = {"name": by or _("A colleague"), "title": title}
    if registration.occurrence.event.is_moderated:
        kept = _("If you accept, the request goes to the organiser, who answers.")
    elif registration.seats_held:
        until = registration.hold_expires_at.astimezone(zone(registration.zone))
        kept = _("A place is kept for you until %(moment)s.") % {
            "moment": wording().day_hour(until)
        }
    else:
        kept = _("No place is left for now: if you accept, you may go on the waiting list.")
    return Letter(
        subject=_("%(name)s signed you up: %(title)s") % names,
        title=_("%(name)s signed you up") % names,
        paragraphs=(
            kept,
            _("Accept or refuse with the link below. If you do nothing, nobody is signed up."),
            _("You get no other mail if you do not answer."),
        ),
        action=(_("Accept or refuse"), links.confirm()),
    )


def confirmed(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("You are signed up: %(title)s") % {"title": title},
        title=_("You are signed up"),
        paragraphs=(_("Your place is booked. The date is attached for your calendar."),),
        **with_seat(registration, links),
    )


def replay(registration: Registration, title: str, links: Links) -> Letter:
    """No calendar part: nothing is to block in the person's time."""
    return Letter(
        subject=_("You will get the replay: %(title)s") % {"title": title},
        title=_("You will get the replay"),
        paragraphs=(
            _("No place is kept for the day. A mail tells you as soon as the replay is there."),
            _("Can you come after all? Take a place with the link below, if one is left."),
        ),
        links=((_("Take a place, or cancel"), links.manage()),),
    )


def amended(registration: Registration, title: str, links: Links) -> Letter:
    """Attending otherwise, or with more or fewer people."""
    return Letter(
        subject=_("Your sign-up is changed: %(title)s") % {"title": title},
        title=_("Your sign-up is changed"),
        paragraphs=(_("Here is what we have noted. It replaces what you had asked before."),),
        **kept(registration, links),
    )


def waitlisted(registration: Registration, title: str, links: Links) -> Letter:
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


def promoted(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("A place is free, it is yours: %(title)s") % {"title": title},
        title=_("A place is free: it is yours"),
        paragraphs=(
            _("You were on the waiting list. You are now signed up."),
            _("If you can no longer come, cancel: the next person gets the place."),
        ),
        **with_seat(registration, links),
    )


def offered(registration: Registration, title: str, links: Links) -> Letter:
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


def offer_over(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("The place was passed on: %(title)s") % {"title": title},
        title=_("The place was passed on"),
        paragraphs=(
            _("You did not take it in time: it was offered to the next person."),
            _("You may sign up again: you are then the last on the waiting list."),
        ),
        links=((_("See the event"), links.event),),
    )


def already(registration: Registration, title: str, links: Links) -> Letter:
    if registration.state == Registration.State.REPLAY:
        return replay(registration, title, links)
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


def review(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your request is sent: %(title)s") % {"title": title},
        title=_("Your request is sent to the organiser"),
        paragraphs=(
            _("The organiser accepts sign-ups one by one. A mail gives you the answer."),
            _("You have no place yet."),
        ),
        links=((_("Take back my request"), links.manage()),),
    )


def rejected(registration: Registration, title: str, links: Links, said: str) -> Letter:
    return Letter(
        subject=_("Your request was not accepted: %(title)s") % {"title": title},
        title=_("Your request was not accepted"),
        paragraphs=(
            *(line.strip() for line in said.splitlines() if line.strip()),
            _("You have no place for this date. The agenda shows other dates."),
        ),
        links=((_("See the agenda"), links.agenda),),
    )


def withdrawn(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your sign-up is cancelled: %(title)s") % {"title": title},
        title=_("Your sign-up is cancelled"),
        paragraphs=(
            _("As you asked, you will get no mail about the replay.")
            if registration.replay_only
            else _("As you asked, your place is given back. Thank you for telling us."),
        ),
        links=((_("See the event"), links.event),),
    )


def revoked(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your sign-up was cancelled by the organiser: %(title)s") % {"title": title},
        title=_("The organiser cancelled your sign-up"),
        paragraphs=(
            _("You no longer have a place. To know why, answer this mail."),
            _("The agenda shows other dates."),
        ),
        links=((_("See the agenda"), links.agenda),),
    )


def join(registration: Registration, title: str, links: Links) -> Letter:
    return Letter(
        subject=_("Your link to join: %(title)s") % {"title": title},
        title=_("Your link to join"),
        paragraphs=(
            door_opens(registration),
            _("It is yours alone: do not pass it on."),
        ),
        action=(_("Join"), links.join()),
    )
