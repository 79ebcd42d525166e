"""A single event at another date: the same event, the same people, a new time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.outbox.writing import index_later
from maillage_events.emails.kinds import MailKind
from maillage_events.models import Event, EventPage, Occurrence
from maillage_events.publishing import consequences, dates, revisions
from maillage_events.publishing.lifecycle import AlreadyCancelled, EndsBeforeItStarts

if TYPE_CHECKING:
    from datetime import datetime

TIMES = ("start_date", "start_time", "end_date", "end_time")


class EventRepeats(Exception):
    """Each date of an event that repeats is moved on its own."""


@transaction.atomic
def reschedule_event(
    event: Event, start: datetime, end: datetime, *, at: datetime, message: str = ""
) -> Event:
    """Give the event other wall times, after it was postponed or not; everybody is told.

    People keep their seats and their rank. Raises EventRepeats, AlreadyCancelled,
    EndsBeforeItStarts.
    """
    found = Event.objects.select_for_update().get(pk=event.pk)
    _check(found, start, end)
    if found.takes_place:
        found.previous_start = found.local_start
    found.status, found.cancellation_message = Event.Status.RESCHEDULED, message
    _set_times(found, start, end)
    found.sequence += 1
    found.content_modified_at = at
    found.save()
    found.occurrences.update(moved=False, message="")
    touched = dates.arrange(found, at=at)
    revisions.follow(found, TIMES)
    consequences.of_change(found, touched, everywhere=True, at=at, kind=MailKind.RESCHEDULED)
    consequences.promote_on([date.pk for date in found.occurrences.all()], at=at)
    index_later(EventPage.search_kind, found.uuid)
    return found


def _check(event: Event, start: datetime, end: datetime) -> None:
    if event.rule:
        raise EventRepeats
    cancelled = event.occurrences.filter(status=Occurrence.Status.CANCELLED)
    if event.status == Event.Status.CANCELLED or cancelled.exists():
        raise AlreadyCancelled
    if end <= start:
        raise EndsBeforeItStarts


def _set_times(event: Event, start: datetime, end: datetime) -> None:
    """An event of whole days keeps having no times: ``end`` is then midnight after the last."""
    event.start_date = start.date()
    if event.all_day:
        event.end_date = dates.last_day(end)
        return
    event.start_time, event.end_time = start.time(), end.time()
    event.end_date = end.date() if end.date() != start.date() else None
