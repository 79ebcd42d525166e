"""What happens to an event after it is published: a date moved, a date or the whole cancelled.

Each verb raises SEQUENCE, so that calendars believe it (conformance lines 9, 19, 21, 22).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.outbox.writing import index_later
from maillage_events.models import Event, EventPage, Occurrence
from maillage_events.publishing import consequences
from maillage_events.publishing.journal import note

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User


class AlreadyCancelled(Exception):
    """The event or the date was cancelled before."""


class AlreadyOver(Exception):
    """What is over is neither moved nor cancelled."""


class NotCancelled(Exception):
    """What takes place needs no restoring."""


class EndsBeforeItStarts(ValueError):
    """The new end does not come after the new start."""


@transaction.atomic
def move_date(
    occurrence: Occurrence, start: datetime, end: datetime, *, at: datetime, message: str = ""
) -> Occurrence:
    """Move one date to other wall times of the event's zone.

    Raises EndsBeforeItStarts, AlreadyOver, AlreadyCancelled.
    """
    found = _locked(occurrence, at=at)
    found.place_in_time(start, end)
    if found.ends_at <= found.starts_at:
        raise EndsBeforeItStarts
    found.moved, found.message = True, message
    _record(found, at=at)
    consequences.of_change(found.event, [found], everywhere=False, at=at)
    return found


@transaction.atomic
def cancel_date(
    occurrence: Occurrence, *, at: datetime, message: str = "", by: User | None = None
) -> Occurrence:
    """Cancel one date; the journal says who did. Raises AlreadyOver, AlreadyCancelled."""
    found = _locked(occurrence, at=at)
    found.status, found.message = Occurrence.Status.CANCELLED, message
    _record(found, at=at)
    consequences.of_cancellation(found.event, [found], at=at)
    note("maillage.date_cancelled", found.event, by=by, at=at, date=found)
    return found


@transaction.atomic
def note_date(occurrence: Occurrence, *, at: datetime, message: str, tell: bool = False) -> None:
    """Say a word about one date, on pages and in calendars; an empty one takes it back.

    Nothing to be told of changes: SEQUENCE stays (conformance line 9). Raises AlreadyOver,
    AlreadyCancelled.
    """
    found = _locked(occurrence, at=at)
    found.message = message
    _date(found, at=at)
    if tell and message:
        consequences.of_message(found, message, at=at)


@transaction.atomic
def cancel_event(event: Event, *, at: datetime, message: str = "", by: User | None = None) -> Event:
    """Cancel the event with all its dates to come; the journal says who did.

    Raises AlreadyCancelled.
    """
    found = _stop(event, Event.Status.CANCELLED, at=at, message=message)
    note("maillage.event_cancelled", found, by=by, at=at)
    return found


def postpone_event(event: Event, *, at: datetime, message: str = "") -> Event:
    """The event waits for a new date, which its page will give. Raises AlreadyCancelled."""
    return _stop(event, Event.Status.POSTPONED, at=at, message=message)


@transaction.atomic
def restore_date(occurrence: Occurrence, *, at: datetime) -> Occurrence:
    """A date cancelled by mistake takes place after all. Raises AlreadyOver, NotCancelled."""
    found = _row(occurrence, at=at)
    if found.status != Occurrence.Status.CANCELLED or not found.event.takes_place:
        raise NotCancelled
    found.status, found.message = Occurrence.Status.SCHEDULED, ""
    _record(found, at=at)
    consequences.of_restoring(found.event, [found], at=at)
    return found


@transaction.atomic
def restore_event(event: Event, *, at: datetime) -> Event:
    """A cancelled or postponed event takes place as it was announced.

    Sign-ups are as they were left; those who wait get the seats given back meanwhile. Raises
    NotCancelled, AlreadyOver.
    """
    found = Event.objects.select_for_update().get(pk=event.pk)
    if found.takes_place:
        raise NotCancelled
    ahead = list(found.occurrences.upcoming(at).filter(status=Occurrence.Status.SCHEDULED))
    if not ahead:
        raise AlreadyOver
    found.status, found.cancellation_message = Event.Status.SCHEDULED, ""
    found.previous_start = None
    found.sequence += 1
    found.content_modified_at = at
    found.save()
    consequences.of_restoring(found, ahead, at=at)
    index_later(EventPage.search_kind, found.uuid)
    return found


@transaction.atomic
def _stop(event: Event, status: Event.Status, *, at: datetime, message: str) -> Event:
    found = Event.objects.select_for_update().get(pk=event.pk)
    if found.status in {Event.Status.CANCELLED, status}:
        raise AlreadyCancelled
    found.status, found.cancellation_message = status, message
    found.previous_start = found.local_start
    found.sequence += 1
    found.content_modified_at = at
    found.save()
    ahead = list(found.occurrences.upcoming(at).filter(status=Occurrence.Status.SCHEDULED))
    consequences.of_cancellation(found, ahead, at=at)
    index_later(EventPage.search_kind, found.uuid)
    return found


def _locked(occurrence: Occurrence, *, at: datetime) -> Occurrence:
    """The date, when it takes place."""
    found = _row(occurrence, at=None)
    if found.is_cancelled:
        raise AlreadyCancelled
    if found.ends_at <= at:
        raise AlreadyOver
    return found


def _row(occurrence: Occurrence, *, at: datetime | None) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event")
    found = rows.get(pk=occurrence.pk)
    if at and found.ends_at <= at:
        raise AlreadyOver
    return found


def _record(occurrence: Occurrence, *, at: datetime) -> None:
    """Save the change and date it, on the event too: its feed entry changed."""
    occurrence.sequence += 1
    _date(occurrence, at=at)


def _date(occurrence: Occurrence, *, at: datetime) -> None:
    occurrence.content_modified_at = at
    occurrence.save()
    Event.objects.filter(pk=occurrence.event_id).update(content_modified_at=at)
    occurrence.event.content_modified_at = at
    index_later(EventPage.search_kind, occurrence.event.uuid)
