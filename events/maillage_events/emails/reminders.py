"""Reminders: the day before at nine, and one hour before, on the clock of who signed up.

They are planned once, as mails that leave later, when their date comes within two days; a date
that moves is planned again. What is sent is decided when it leaves: nothing after a cancellation,
nothing for who withdrew, nothing for a time that is no longer the date's.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from maillage.outbox.writing import enqueue_all
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Event, Occurrence, Registration
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maillage.outbox.models import Message

AHEAD = timedelta(days=2)
DAY_BEFORE_AT = time(9)
HOUR = timedelta(hours=1)
BATCH = 2000


def plan(at: datetime) -> int:
    """Plan the reminders of dates that begin within two days; how many sign-ups."""
    soon = Occurrence.objects.filter(
        starts_at__gt=at,
        starts_at__lte=at + AHEAD,
        status=Occurrence.Status.SCHEDULED,
        event__status__in=Event.TAKES_PLACE,
    )
    return sum(_plan_date(date, at=at) for date in soon.select_related("event"))


def _plan_date(date: Occurrence, *, at: datetime) -> int:
    """Batch by batch, so that no transaction is long."""
    fresh = Q(reminded_for__isnull=True) | ~Q(reminded_for=date.starts_at)
    waiting = date.registrations.confirmed().filter(fresh).order_by("pk")
    count = 0
    while batch := list(waiting.values_list("pk", "uuid", "zone")[:BATCH]):
        with transaction.atomic():
            enqueue_all(TOPIC, _messages(date, batch, at=at))
            chosen = Registration.objects.filter(pk__in=[pk for pk, _uuid, _zone in batch])
            chosen.update(reminded_for=date.starts_at)
        count += len(batch)
    return count


def _messages(
    date: Occurrence, batch: list[tuple], *, at: datetime
) -> Iterator[tuple[str, int, datetime]]:
    """(key, version, moment) of each; a moment that is past gives none."""
    version = version_of(date)
    moments = {name: _moments(date, name) for name in {name for _pk, _uuid, name in batch}}
    for _pk, uuid, name in batch:
        for kind, moment in moments[name]:
            if moment > at:
                yield f"{uuid}:{kind}", version, moment


def _moments(date: Occurrence, zone_name: str) -> list[tuple[MailKind, datetime]]:
    """The day before and one hour before on that clock; whole days have no hour."""
    tzinfo = zone(zone_name)
    day = date.starts_at.astimezone(tzinfo).date() - timedelta(days=1)
    found = [(MailKind.TOMORROW, datetime.combine(day, DAY_BEFORE_AT, tzinfo))]
    if not date.event.all_day:
        found.append((MailKind.SOON, date.starts_at - HOUR))
    return found


def version_of(date: Occurrence) -> int:
    """A reminder is of one beginning: at another time it is another reminder."""
    return int(date.starts_at.timestamp())


def is_out_of_date(message: Message, registration: Registration) -> bool:
    """The date moved or is cancelled, or the person no longer has a seat."""
    date = registration.occurrence
    return (
        registration.state != Registration.State.CONFIRMED
        or date.is_cancelled
        or message.version != version_of(date)
    )
