"""The worker writes the words of each mail asked for, and hands it to the contract's outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.outbox.draining import drain_topic
from maillage.outbox.mail import send_later
from maillage_events.emails.booking_letters import write_together
from maillage_events.emails.calendar_part import calendar_part, concerns
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.links import Links
from maillage_events.emails.queue import TOPIC
from maillage_events.emails.table import KINDS, Group, letter
from maillage_events.emails.to_organiser import write_to_organiser
from maillage_events.emails.when_and_where import facts_of, of_several
from maillage_events.models import Registration
from maillage_events.presentation.words import Words, last_words, words_for

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.outbox.mail import CalendarPart
    from maillage.outbox.models import Message


def drain_registration_mails(limit: int) -> int:
    return drain_topic(TOPIC, write_mail, limit=limit, keep=True)


@transaction.atomic
def write_mail(message: Message) -> None:
    """Turn (sign-up, kind) into a mail; nothing when the sign-up is gone or moved on."""
    uuid, _colon, kind_name = message.key.partition(":")
    kind = MailKind(kind_name)
    one = KINDS[kind]
    rows = [row for row in _rows(uuid, message) if not one.is_stale(row, message)]
    if not rows:
        return
    registration = rows[0]
    if one.group == Group.BOOKING:
        write_together(registration, kind, one, message)
        return
    if one.group == Group.ORGANISER:
        write_to_organiser(registration, message)
        return
    with translation.override(registration.language):
        _write(kind, rows, message)


def _rows(uuid: str, message: Message) -> list[Registration]:
    """The sign-up the mail is of, then those of the same person that it tells too.

    Nobody is left to write to once they were forgotten.
    """
    wanted = [uuid, *message.payload.get("also", ())]
    rows = Registration.objects.select_related("occurrence__event", "invited_by")
    found = rows.filter(uuid__in=wanted).exclude(email="")
    return sorted(found, key=lambda row: (row.occurrence.starts_at, row.pk))


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
    method = KINDS[kind].method
    told = [links for links in every if concerns(method, links.registration)]
    return calendar_part(method, told, at=at) if told else None


def _words(registration: Registration) -> Words:
    """The event's words, even when its page was unpublished since."""
    event = registration.occurrence.event_id
    found = words_for([event], registration.language).get(event)
    return found or last_words(event)
