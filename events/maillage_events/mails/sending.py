"""The worker writes the words of each mail asked for, and hands it to the contract's outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.outbox.draining import drain_topic
from maillage.outbox.mail import send_later
from maillage.ui.wording import wording
from maillage_events.entries import location
from maillage_events.mails.calendar import calendar_part, method_of
from maillage_events.mails.kinds import MailKind
from maillage_events.mails.letters import letter
from maillage_events.mails.links import Links
from maillage_events.mails.to_organiser import write_to_organiser
from maillage_events.mails.together import TOGETHER, write_together
from maillage_events.mails.writing import TOPIC
from maillage_events.materials import open_materials
from maillage_events.models import Registration
from maillage_events.presentation import reader_times, times
from maillage_events.reminders import is_out_of_date
from maillage_events.words import Words, last_words, words_for

if TYPE_CHECKING:
    from maillage.outbox.models import Message

NEWS = (MailKind.RESCHEDULED, MailKind.MOVED_ONLINE, MailKind.RESTORED)
REMINDERS = (MailKind.TOMORROW, MailKind.SOON)


def drain_registration_mails(limit: int) -> int:
    return drain_topic(TOPIC, write_mail, limit=limit, keep=True)


@transaction.atomic
def write_mail(message: Message) -> None:
    """Turn (sign-up, kind) into a mail; nothing when the sign-up is gone or moved on."""
    uuid, _colon, kind_name = message.key.partition(":")
    kind = MailKind(kind_name)
    rows = Registration.objects.select_related("occurrence__event", "invited_by")
    registration = rows.filter(uuid=uuid).first()
    if registration is None or _is_stale(kind, registration):
        return
    if kind in REMINDERS and is_out_of_date(message, registration):
        return
    if kind in TOGETHER:
        write_together(registration, kind, message)
        return
    if kind == MailKind.ASKED:
        write_to_organiser(registration, message)
        return
    if kind == MailKind.MATERIAL and not _has_something_left(registration):
        return
    with translation.override(registration.language):
        _write(kind, registration, message)


def _has_something_left(registration: Registration) -> bool:
    """It may have been taken away since, and the person's seat too."""
    entitled = Registration.objects.given_what_is_left().filter(pk=registration.pk).exists()
    return entitled and open_materials(registration.occurrence, at=timezone.now()).exists()


def _is_stale(kind: MailKind, registration: Registration) -> bool:
    """A link to confirm is of no use to who confirmed, nor good news to who has left."""
    if kind in {MailKind.CONFIRM, MailKind.INVITED}:
        return registration.state != Registration.State.PENDING
    if kind == MailKind.OFFERED:
        return registration.state != Registration.State.OFFERED
    promising = {MailKind.CONFIRMED, MailKind.PROMOTED, MailKind.CHANGED, MailKind.JOIN}
    promising |= {MailKind.REPLAY}
    promising |= {MailKind.MESSAGE, *NEWS}
    return kind in promising and not registration.is_active


def _write(kind: MailKind, registration: Registration, message: Message) -> None:
    event = registration.occurrence.event
    words = _words(registration)
    links = Links(registration, words, message.created_at)
    told = letter(kind, registration, words.title, links, said=message.payload.get("said", ""))
    told = replace(
        told,
        subject=message.payload.get("subject") or told.subject,
        facts=((_("Event"), words.title), *_facts(registration)),
        name=registration.name,
        reason=_(
            "This mail is sent by a robot of Maillage, for your sign-up. "
            "It carries no advertising and no tracker."
        ),
    )
    method, part = method_of(kind, registration), None
    if method:
        part, sequence = calendar_part(method, registration, words, links, at=message.created_at)
        Registration.objects.filter(pk=registration.pk).update(last_sequence=sequence)
    send_later(
        f"registration:{registration.uuid}:{kind}",
        registration.email,
        version=message.version,
        subject=told.subject,
        text=told.text,
        html=told.html,
        from_name=event.organizer_name,
        reply_to=event.organizer_email,
        calendar_part=part,
    )


def _words(registration: Registration) -> Words:
    """The event's words, even when its page was unpublished since."""
    event = registration.occurrence.event_id
    found = words_for([event], registration.language).get(event)
    return found or last_words(event)


def _facts(registration: Registration) -> tuple[tuple[str, str], ...]:
    """When and where, on the event's clock and on the reader's when it differs."""
    occurrence, scope = registration.occurrence, registration.scope
    when = f"{wording().day_year(occurrence.local_start)}, {times(occurrence, scope)}"
    other = reader_times(occurrence, scope)
    online = registration.mode == "online"
    where = _("Online") if online else location(occurrence.event)
    note = "" if online else occurrence.event.location_note
    rows = (
        (_("When"), when),
        (_("For you"), other),
        (_("Where"), where),
        (_("How to get there"), note),
        (_("People"), str(registration.party_size) if registration.party_size > 1 else ""),
    )
    return tuple((label, value) for label, value in rows if value)
