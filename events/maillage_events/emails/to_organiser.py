"""The mail that tells an organiser that somebody asks to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import DEFAULT_LANGUAGE, NATIONAL_ZONE
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.links import absolute
from maillage_events.models import Registration
from maillage_events.presentation.hours import when
from maillage_events.presentation.words import last_words, words_for

if TYPE_CHECKING:
    from maillage.outbox.models import Message
    from maillage_events.models import Event


def write_to_organiser(registration: Registration, message: Message) -> None:
    """Nothing once it is answered, or when the event names no address."""
    event = registration.occurrence.event
    if registration.state != Registration.State.REVIEW or not event.organizer_email:
        return
    with translation.override(DEFAULT_LANGUAGE):
        told = request_to_answer(registration)
        send_later(
            f"registration:{registration.uuid}:{MailKind.ASKED}",
            event.organizer_email,
            version=message.version,
            subject=told.subject,
            text=told.text,
            html=told.html,
        )


def request_to_answer(registration: Registration) -> Letter:
    """Who asks, and where to answer; their address and answers stay in the panel."""
    date = registration.occurrence
    words = words_for([date.event_id], DEFAULT_LANGUAGE).get(date.event_id)
    title = (words or last_words(date.event_id)).title
    address = absolute(reverse("maillage_events_admin:review", args=[registration.uuid]))
    facts = (
        (_("Event"), title),
        (_("When"), when(date, _zone_of_portal(date.event))),
        (_("Name"), registration.name),
        (_("People"), str(registration.party_size)),
    )
    return Letter(
        subject=_("A request to answer: %(title)s") % {"title": title},
        title=_("Somebody asks to take part"),
        paragraphs=(_("Nobody has a place before you accept. The person awaits your answer."),),
        action=(_("Answer the request"), address),
        facts=facts,
        reason=_("You get this mail because the event gives this address as its organiser's."),
    )


def _zone_of_portal(event: Event) -> str:
    return event.territory.time_zone if event.territory else NATIONAL_ZONE
