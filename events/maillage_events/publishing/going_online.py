"""An event that was to take place somewhere takes place online, with the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from maillage.outbox.writing import index_later
from maillage_events.emails.kinds import MailKind
from maillage_events.models import AttendanceMode, Event, EventPage, Registration, SeatPool
from maillage_events.models.facts import RegistrationMode, SeatMode
from maillage_events.publishing import consequences, revisions
from maillage_events.publishing.dates import CapacityBelowSeatsTaken
from maillage_events.publishing.lifecycle import AlreadyCancelled

if TYPE_CHECKING:
    from datetime import datetime

FACTS = (
    *("attendance_mode", "conference_url", "conference_access"),
    *("online_capacity", "onsite_capacity"),
)


class AlreadyOnline(Exception):
    """Nobody was expected anywhere."""


@transaction.atomic
def move_online(
    event: Event,
    *,
    at: datetime,
    conference_url: str,
    capacity: int | None = None,
    message: str = "",
) -> Event:
    """Seats on site become seats online on every date to come; everybody is told.

    ``capacity`` is the number of seats online, None for no limit. Raises AlreadyOnline,
    AlreadyCancelled, CapacityBelowSeatsTaken.
    """
    found = Event.objects.select_for_update().get(pk=event.pk)
    if not found.takes_place:
        raise AlreadyCancelled
    if not found.is_onsite:
        raise AlreadyOnline
    found.status, found.cancellation_message = Event.Status.MOVED_ONLINE, message
    found.attendance_mode, found.conference_url = AttendanceMode.ONLINE, conference_url
    if found.registration_mode == RegistrationMode.NONE:
        found.conference_access = Event.Access.PUBLIC
    found.online_capacity, found.onsite_capacity = capacity, None
    found.sequence += 1
    found.content_modified_at = at
    found.save()
    revisions.follow(found, FACTS)
    _move_seats(found, at=at)
    consequences.of_change(found, (), everywhere=True, at=at, kind=MailKind.MOVED_ONLINE)
    index_later(EventPage.search_kind, found.uuid)
    return found


def _move_seats(event: Event, *, at: datetime) -> None:
    """One pool a date afterwards; those of a date are held in their order, as everywhere."""
    ahead = list(event.occurrences.upcoming(at).values_list("pk", flat=True))
    pools = SeatPool.objects.select_for_update().filter(occurrence__in=ahead).order_by("pk")
    by_date: dict[int, dict[str, SeatPool]] = {}
    for pool in pools:
        by_date.setdefault(pool.occurrence_id, {})[pool.mode] = pool
    for found in by_date.values():
        _merge(found.get(SeatMode.ONSITE), found.get(SeatMode.ONLINE), event.online_capacity)
    consequences.promote_on(ahead, at=at)


def _merge(onsite: SeatPool | None, online: SeatPool | None, capacity: int | None) -> None:
    """People of the room follow those who were online already, in the order they had."""
    taken = sum(pool.seats_taken for pool in (onsite, online) if pool)
    if capacity is not None and taken > capacity:
        raise CapacityBelowSeatsTaken.of(taken)
    if onsite is None:
        SeatPool.objects.filter(pk=online.pk).update(capacity=capacity)
        return
    people = Registration.objects.filter(occurrence=onsite.occurrence_id, mode=SeatMode.ONSITE)
    if online is None:
        SeatPool.objects.filter(pk=onsite.pk).update(mode=SeatMode.ONLINE, capacity=capacity)
        people.update(mode=SeatMode.ONLINE)
        return
    people.update(
        mode=SeatMode.ONLINE, waitlist_seq=F("waitlist_seq") + online.next_waitlist_seq - 1
    )
    SeatPool.objects.filter(pk=onsite.pk).delete()
    SeatPool.objects.filter(pk=online.pk).update(
        capacity=capacity,
        seats_taken=taken,
        waiting=onsite.waiting + online.waiting,
        next_waitlist_seq=online.next_waitlist_seq + onsite.next_waitlist_seq - 1,
    )
