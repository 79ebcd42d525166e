"""Mails about several dates asked for in one go.

One to confirm for the whole booking: it holds no calendar part. Afterwards one mail an *event*,
because a calendar message may tell several dates only if they share their UID (RFC 5546, 3.2.2):
the dates of an event that repeats go together, those of another event go in another mail.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.ui.wording import wording
from maillage_events.emails.calendar_part import calendar_part, concerns
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.links import Links
from maillage_events.models import Registration
from maillage_events.presentation.hours import reader_times, times
from maillage_events.presentation.words import Words, last_words, words_for

if TYPE_CHECKING:
    from maillage.outbox.mail import CalendarPart
    from maillage.outbox.models import Message
    from maillage_events.emails.table import Kind

State = Registration.State
# With a seat now, or until it was given back.
SEATED = (State.CONFIRMED, State.CANCELLED)


def write_together(lead: Registration, kind: MailKind, one: Kind, message: Message) -> None:
    """Nothing when no date is left to tell."""
    rows = _rows(lead, kind, message)
    if not rows:
        return
    with translation.override(lead.language):
        _write(lead, kind, one, rows, message)


def _rows(lead: Registration, kind: MailKind, message: Message) -> list[Registration]:
    rows = Registration.objects.filter(booking=lead.booking).select_related("occurrence__event")
    rows = rows.order_by("occurrence__starts_at", "pk")
    if kind == MailKind.CONFIRM_ALL:
        return list(rows.filter(state=State.PENDING, hold_expires_at__gt=timezone.now()))
    rows = rows.filter(occurrence__event=lead.occurrence.event_id)
    if kind == MailKind.UNBOOKED:
        ended = datetime.fromisoformat(message.payload["said"])
        return list(rows.filter(state=State.CANCELLED, ended_at=ended))
    return list(rows.filter(state__in=(State.CONFIRMED, State.WAITLISTED, State.REVIEW)))


def _write(
    lead: Registration, kind: MailKind, one: Kind, rows: list[Registration], message: Message
) -> None:
    words = _words(rows, lead.language)
    links = Links(lead, words[lead.occurrence.event_id], message.created_at)
    letter = one.letter(links, words, rows)
    told = replace(
        letter,
        facts=tuple(_fact(row, words[row.occurrence.event_id], kind) for row in rows),
        name=lead.name,
        reason=_(
            "This mail is sent by a robot of Maillage, for your sign-up. "
            "It carries no advertising and no tracker."
        ),
    )
    event = lead.occurrence.event
    same = len({row.occurrence.event_id for row in rows}) == 1
    send_later(
        f"registration:{lead.uuid}:{kind}",
        lead.email,
        version=message.version,
        subject=told.subject,
        text=told.text,
        html=told.html,
        from_name=event.organizer_name if same else "",
        reply_to=event.organizer_email if same else "",
        calendar_part=_part(one.method, rows, links, message.created_at),
    )


def _words(rows: list[Registration], language: str) -> dict[int, Words]:
    events = {row.occurrence.event_id for row in rows}
    words = words_for(events, language)
    return words | {event: last_words(event) for event in events - words.keys()}


def _part(method: str, rows: list[Registration], links: Links, at: datetime) -> CalendarPart | None:
    """The dates with a seat that are told."""
    told = [row for row in rows if concerns(method, row) and row.state in SEATED]
    every = [replace(links, registration=row) for row in told]
    return calendar_part(method, every, at=at) if every else None


def _fact(row: Registration, words: Words, kind: MailKind) -> tuple[str, str]:
    """The day, then the hour and what holds for that date."""
    date = row.occurrence
    parts = [times(date, row.zone), reader_times(date, row.zone)]
    parts += [words.title if kind == MailKind.CONFIRM_ALL else "", _state(row)]
    return wording().day_year(date.local_start), " – ".join(part for part in parts if part)


def _state(row: Registration) -> str:
    if row.state == State.PENDING and row.occurrence.event.is_moderated:
        return _("the organiser answers")
    if row.state == State.PENDING:
        return _("a place is kept for you") if row.seats_held else _("full for now")
    said = {
        State.CONFIRMED: _("you are signed up"),
        State.WAITLISTED: _("you are on the waiting list"),
        State.REVIEW: _("the organiser answers"),
        State.CANCELLED: _("cancelled"),
    }
    return said[row.state]


def confirm(links: Links, _words: object, rows: list[Registration]) -> Letter:
    count = {"count": len(rows)}
    return Letter(
        subject=ngettext(
            "Confirm your sign-up: %(count)s date",
            "Confirm your sign-up: %(count)s dates",
            len(rows),
        )
        % count,
        title=_("One more step: confirm your sign-up"),
        paragraphs=(
            _("One click confirms all these dates. Confirm within 30 minutes."),
            _("If you did not ask for anything, do nothing: nobody is signed up."),
        ),
        action=(_("Confirm my sign-up"), links.confirm_all()),
    )


def booked(links: Links, words: dict[int, Words], rows: list[Registration]) -> Letter:
    seated = any(row.state == State.CONFIRMED for row in rows)
    attached = _("The dates you have a place for are attached for your calendar.")
    waiting = _("Where you wait for a place, a mail tells you as soon as one is yours.")
    paragraphs = [attached] if seated else []
    if any(row.state == State.WAITLISTED for row in rows):
        paragraphs.append(waiting)
    return Letter(
        subject=_("Your dates: %(title)s") % {"title": links.words.title},
        title=links.words.title,
        paragraphs=tuple(paragraphs),
        links=((_("Change or cancel my dates"), links.manage_all()),),
    )


def unbooked(links: Links, words: dict[int, Words], rows: list[Registration]) -> Letter:
    return Letter(
        subject=_("Your dates are cancelled: %(title)s") % {"title": links.words.title},
        title=_("Your dates are cancelled"),
        paragraphs=(_("As you asked, your place is given back. Thank you for telling us."),),
        links=((_("See the event"), links.event),),
    )
