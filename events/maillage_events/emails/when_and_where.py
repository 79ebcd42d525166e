"""When and where, in a mail of one date or of several of the same event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.ui.wording import wording
from maillage_events.models.facts import SeatMode
from maillage_events.presentation.hours import reader_times, times, when
from maillage_events.presentation.location import location

if TYPE_CHECKING:
    from maillage.emails.letter import Letter
    from maillage_events.models import Registration

Facts = list[tuple[str, str]]


def facts_of(rows: list[Registration]) -> tuple[tuple[str, str], ...]:
    """When and where, on the event's clock and on the reader's when it differs."""
    dates = _one_date(rows[0]) if len(rows) == 1 else [_line(row) for row in rows]
    return tuple((label, value) for label, value in [*dates, *_where(rows[0])] if value)


def _one_date(registration: Registration) -> Facts:
    date, zone = registration.occurrence, registration.zone
    return [(_("When"), when(date, zone)), (_("For you"), reader_times(date, zone))]


def _line(registration: Registration) -> tuple[str, str]:
    """The day, then its hours."""
    date, zone = registration.occurrence, registration.zone
    hours = (times(date, zone), reader_times(date, zone))
    return wording().day_year(date.local_start), " – ".join(part for part in hours if part)


def _where(registration: Registration) -> Facts:
    event = registration.occurrence.event
    online = registration.mode == SeatMode.ONLINE
    people = registration.party_size
    return [
        (_("Where"), _("Online") if online else location(event)),
        (_("How to get there"), "" if online else event.location_note),
        (_("People"), str(people) if people > 1 else ""),
    ]


def of_several(letters: list[Letter], rows: list[Registration]) -> Letter:
    """The words of the first; each date's own links, named by their day."""
    shared = set(letters[0].links).intersection(*(letter.links for letter in letters))
    links = [link for link in letters[0].links if link in shared]
    for letter, row in zip(letters, rows, strict=True):
        day = wording().day(row.occurrence.local_start)
        own = (link for link in letter.links if link not in shared)
        links += [
            (_("%(words)s: %(day)s") % {"words": words, "day": day}, url) for words, url in own
        ]
    return replace(letters[0], action=None, links=tuple(links))
