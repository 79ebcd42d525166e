"""The worker writes the words of each mail asked for, and hands it to the contract's outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.outbox.draining import drain_topic
from maillage.outbox.mail import send_later
from maillage_events.emails.booking_letters import TOGETHER, write_together
from maillage_events.emails.calendar_part import METHODS, calendar_part, method_of
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.letters import letter
from maillage_events.emails.links import Links
from maillage_events.emails.queue import TOPIC
from maillage_events.emails.reminders import is_out_of_date
from maillage_events.emails.to_organiser import write_to_organiser
from maillage_events.emails.when_and_where import facts_of, of_several
from maillage_events.models import Registration
from maillage_events.presentation.words import Words, last_words, words_for

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.outbox.mail import CalendarPart
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
    rows = [row for row in _rows(uuid, message) if not _is_stale(kind, row)]
    if not rows:
        return
    registration = rows[0]
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
        _write(kind, rows, message)


def _rows(uuid: str, message: Message) -> list[Registration]:
    """The sign-up the mail is of, then those of the same person that it tells too."""
    wanted = [uuid, *message.payload.get("also", ())]
    rows = Registration.objects.select_related("occurrence__event", "invited_by")
    found = rows.filter(uuid__in=wanted)
    return sorted(found, key=lambda row: (row.occurrence.starts_at, row.pk))


def _has_something_left(registration: Registration) -> bool:
    """It may have been taken away since, and the person's seat too."""
    entitled = Registration.objects.given_what_is_left().filter(pk=registration.pk).exists()
    return entitled and registration.occurrence.open_materials(at=timezone.now()).exists()


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


def _write(kind: MailKind, rows: list[Registration], message: Message) -> None:
    registration = rows[0]
    event = registration.occurrence.event
    words = _words(registration)
    every = [Links(row, words, message.created_at) for row in rows]
    said = message.payload.get("said", "")
    told = [
        letter(kind, row, words.title, links, said=said)
        for row, links in zip(rows, every, strict=True)
    ]
    told = replace(
        told[0] if len(rows) == 1 else of_several(told, rows),
        subject=message.payload.get("subject") or told[0].subject,
        facts=((_("Event"), words.title), *facts_of(rows)),
        name=registration.name,
        reason=_(
            "This mail is sent by a robot of Maillage, for your sign-up. "
            "It carries no advertising and no tracker."
        ),
    )
    send_later(
        f"registration:{message.key}",
        registration.email,
        version=message.version,
        subject=told.subject,
        text=told.text,
        html=told.html,
        from_name=event.organizer_name,
        reply_to=event.organizer_email,
        calendar_part=_part(kind, every, at=message.created_at),
    )


def _part(kind: MailKind, every: list[Links], *, at: datetime) -> CalendarPart | None:
    told = [links for links in every if method_of(kind, links.registration)]
    return calendar_part(METHODS[kind], told, at=at) if told else None


def _words(registration: Registration) -> Words:
    """The event's words, even when its page was unpublished since."""
    event = registration.occurrence.event_id
    found = words_for([event], registration.language).get(event)
    return found or last_words(event)
