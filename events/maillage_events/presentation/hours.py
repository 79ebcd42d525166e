"""The hours of a date in words, on the clock of where it takes place.

The clock is named wherever the reader's shows another hour: who reads "10 h" alone reads it on
their own clock.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.territories.clocks import time_of
from maillage.ui.wording import wording
from maillage_events.recurrence.reader_time import other_time
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Occurrence


def clock(date: Occurrence, reader_zone: str) -> str:
    """``heure de La Réunion``; "" when the reader's clock agrees, or the date has no hours."""
    if date.event.all_day:
        return ""
    return _clock(date.starts_at, date.event.timezone, reader_zone)


def times(date: Occurrence, reader_zone: str) -> str:
    """``10 h – 11 h 30, heure de La Réunion``."""
    if date.event.all_day:
        return _days(date.local_start, date.local_end - timedelta(days=1))
    return _named(_span(date.local_start, date.local_end), clock(date, reader_zone))


def moment(date: Occurrence, reader_zone: str) -> str:
    """``samedi 12 décembre à 9 h, heure de La Réunion``: the beginning alone."""
    if date.event.all_day:
        return wording().day(date.local_start)
    return _named(wording().day_hour(date.local_start), clock(date, reader_zone))


def when(date: Occurrence, reader_zone: str) -> str:
    """``samedi 12 décembre 2026, 9 h – 11 h, heure de La Réunion``."""
    return f"{wording().day_year(date.local_start)}, {times(date, reader_zone)}"


def instant(at: datetime, zone_name: str, reader_zone: str) -> str:
    """An instant of the database on that clock: ``lundi 30 novembre à 14 h, heure de…``."""
    said = wording().day_hour(at.astimezone(zone(zone_name)))
    return _named(said, _clock(at, zone_name, reader_zone))


def reader_times(date: Occurrence, reader_zone: str) -> str:
    """The beginning on the reader's clock, with the day when it is another; "" when the same."""
    if date.event.all_day:
        return ""
    other = other_time(date.starts_at, date.event.timezone, reader_zone)
    if other is None:
        return ""
    hour = wording().hour(other.wall)
    said = time_of(reader_zone)
    if other.day_shift == 0:
        return f"{hour}, {said}"
    day = wording().day(other.wall)
    return _("%(day)s at %(hour)s, %(clock)s") % {"day": day, "hour": hour, "clock": said}


def _clock(at: datetime, zone_name: str, reader_zone: str) -> str:
    return time_of(zone_name) if other_time(at, zone_name, reader_zone) else ""


def _named(said: str, clock: str) -> str:
    return f"{said}, {clock}" if clock else said


def _span(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return f"{wording().hour(start)} – {wording().hour(end)}"
    return _("%(start)s to %(end)s") % {
        "start": wording().hour(start),
        "end": wording().day_hour(end),
    }


def _days(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return _("All day")
    return _("Until %(day)s") % {"day": wording().day(last)}
