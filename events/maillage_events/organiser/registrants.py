"""The sign-ups of a date as a table, for the organiser alone."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.text.spreadsheets import neutral
from maillage_events.organiser.attendance import with_presence
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from maillage_events.models import Occurrence, Registration, SeatPool

BOM = "\ufeff"


class Echo:
    """A file that gives back what is written in it, line by line."""

    def write(self, line: str) -> str:
        return line


def csv_lines(date: Occurrence) -> Iterator[str]:
    """One line a sign-up, times on the event's clock with their offset; opens in a spreadsheet.

    Read and written as it goes, whatever the number of sign-ups.
    """
    writer = csv.writer(Echo(), delimiter=";")
    asked = [question.text for question in date.event.question_list]
    yield BOM + writer.writerow([neutral(str(value)) for value in [*_header(), *asked]])
    rows = with_presence(date.registrations).select_related("invited_by").order_by("pk")
    for registration in rows.iterator(chunk_size=1000):
        answers = [registration.answers.get(question, "") for question in asked]
        row = [*_row(date, registration), *answers]
        yield writer.writerow([neutral(str(value)) for value in row])


def _header() -> list[str]:
    return [
        *(_("Name"), _("Mail address"), _("Mode"), _("State"), _("People"), _("Seats held")),
        *(_("Rank"), _("Signed up on"), _("Time zone offset"), _("Portal"), _("Account")),
        *(_("Came"), _("Signed up by")),
    ]


def _row(date: Occurrence, registration: Registration) -> list[object]:
    moment: datetime = registration.created_at.astimezone(zone(date.event.timezone))
    return [
        registration.name,
        registration.email,
        registration.get_mode_display(),
        registration.get_state_display(),
        registration.party_size,
        registration.seats_held,
        registration.waitlist_seq or "",
        f"{moment:%Y-%m-%d %H:%M}",
        f"UTC{moment:%z}",
        registration.via_portal,
        _("yes") if registration.user_id else _("no"),
        _("yes") if registration.present else "",
        registration.invited_by.name if registration.invited_by else "",
    ]


def totals(date: Occurrence) -> list[tuple[str, str, int]]:
    """(mode, seats taken of how many in words, people waiting) of each pool."""
    return [(pool.get_mode_display(), seats_taken(pool), pool.waiting) for pool in date.pools.all()]


def seats_taken(pool: SeatPool) -> str:
    """``3 places prises sur 12``."""
    said = {"taken": pool.seats_taken, "capacity": pool.capacity}
    if pool.capacity is None:
        words = ngettext(
            "%(taken)s seat taken, no limit", "%(taken)s seats taken, no limit", pool.seats_taken
        )
    else:
        words = ngettext(
            "%(taken)s seat taken of %(capacity)s",
            "%(taken)s seats taken of %(capacity)s",
            pool.seats_taken,
        )
    return words % said
