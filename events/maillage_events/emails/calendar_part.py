"""The iMIP part of a mail: the same event as in the feeds, addressed to one person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.outbox.mail import CalendarPart
from maillage_events.ical.entries import entry_of_date, feed
from maillage_events.ical.serializer import CANCELLED, Entry, Person, render
from maillage_events.models import Registration
from maillage_events.models.facts import SeatMode

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.emails.links import Links

REQUEST, CANCEL = "REQUEST", "CANCEL"


def concerns(method: str, registration: Registration) -> bool:
    """REQUEST is for people with a seat, CANCEL for those who were sent a REQUEST."""
    if method == REQUEST:
        return registration.confirmed_at is not None
    return method == CANCEL and registration.last_sequence is not None


def calendar_part(method: str, told: list[Links], *, at: datetime) -> CalendarPart:
    """Dates of one event in one part; each sign-up remembers the SEQUENCE it was sent with."""
    entries = []
    for links in told:
        entry = _told_entry(method, links, at=at)
        rows = Registration.objects.filter(pk=links.registration.pk)
        rows.update(last_sequence=entry.sequence)
        entries.append(entry)
    return CalendarPart(render(feed(method=method), entries).decode(), method)


def _told_entry(method: str, links: Links, *, at: datetime) -> Entry:
    """One date as that person is told of it; SEQUENCE is never below the last one sent."""
    registration = links.registration
    entry = entry_of_date(registration.occurrence, links.words, links.event)
    entry = replace(entry, attendee=Person(registration.email, registration.name))
    sequence = max(entry.sequence, registration.last_sequence or 0)
    entry = replace(entry, sequence=sequence, modified=max(entry.modified, at))
    if method == CANCEL:
        entry = replace(entry, status=CANCELLED)
    elif registration.mode == SeatMode.ONLINE:
        entry = replace(entry, description=_with_join_page(entry, links))
    return entry


def _with_join_page(entry: Entry, links: Links) -> str:
    join = _("To join: %(url)s") % {"url": links.join_page}
    return f"{entry.description}\n\n{join}"
