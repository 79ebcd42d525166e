"""The dates of an event in the database: materialised from its rule, with their seats."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.pages import Refused
from maillage_events.models import Occurrence, SeatPool
from maillage_events.publishing import consequences
from maillage_events.recurrence.rules import Frequency
from maillage_events.recurrence.zones import data_version, zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage_events.models import Event

AHEAD = timedelta(days=548)
BEHIND = timedelta(days=90)


class Refusal(Refused):
    """Why a change of dates or seats cannot be made, in words for the editor."""


class CapacityBelowSeatsTaken(Refusal):
    """More people are signed up than the new number of seats."""

    @classmethod
    def of(cls, taken: int) -> Self:
        return cls(keep_seats(taken))


def keep_seats(taken: int) -> str:
    """What the editor is asked who wants fewer seats than are held."""
    return ngettext(
        "%(taken)s person is signed up: keep at least that many seats.",
        "%(taken)s people are signed up: keep at least that many seats.",
        taken,
    ) % {"taken": taken}


class SeatsInUse(Refusal):
    """People are signed up in a way of attending that the change takes away."""


def arrange(event: Event, *, at: datetime) -> list[Occurrence]:
    """Make rows follow the event's rule; the dates that changed (new ones are not among them).

    Dates that are over are left alone, and so are moved and cancelled ones; a date the rule
    dropped is deleted, or cancelled when people hold a seat.
    """
    current = list(event.occurrences.prefetch_related("pools"))
    for occurrence in current:
        occurrence.event = event
    wanted = slots(event, at=at)
    kept, dropped, new = _matched(event, current, wanted, at=at)
    changed = [found for slot, found in kept if _follow_rule(found, slot, at=at)]
    changed += _drop(dropped, at=at)
    _create(event, new, at=at)
    set_capacities(event, at=at)
    if event.zone_data != data_version():
        event.zone_data = data_version()
        event.save(update_fields=["zone_data"])
    return changed


def slots(event: Event, *, at: datetime) -> list[date]:
    """The dates the rule gives, from 90 days ago to 18 months ahead; one for a single event."""
    rule = event.rule
    if rule is None:
        return [event.start_date]
    today = at.astimezone(zone(event.timezone)).date()
    horizon = max(today + AHEAD, event.start_date)
    found = rule.dates(event.start_date, horizon)
    return [day for day in found if day >= today - BEHIND]


def _matched(
    event: Event, current: list[Occurrence], wanted: list[date], *, at: datetime
) -> tuple[list[tuple[date, Occurrence]], list[Occurrence], list[date]]:
    """(slot, row) pairs, rows without a slot, slots without a row.

    A row whose date left the rule takes the new date of the same week (of the same month when
    the rule is monthly), so that people who signed up follow; the only date of a single event
    follows wherever it goes.
    """
    by_date = {occurrence.recurrence_id: occurrence for occurrence in current}
    kept = [(day, by_date[day]) for day in wanted if day in by_date]
    new = [day for day in wanted if day not in by_date]
    asked = set(wanted)
    left = [o for o in current if o.recurrence_id not in asked and _still_ahead(event, o, at)]
    if event.rule is None and len(new) == 1 and left:
        kept.append((new.pop(), left.pop(0)))
    for occurrence in list(left):
        period = _period(event, occurrence.recurrence_id)
        near = next((day for day in new if _period(event, day) == period), None)
        if near:
            kept.append((near, occurrence))
            new.remove(near)
            left.remove(occurrence)
    return kept, left, new


def _period(event: Event, day: date) -> tuple[int, int]:
    """The week or the month a date of the rule stands for."""
    if event.rule and event.rule.frequency == Frequency.MONTHLY:
        return day.year, day.month
    return day.isocalendar()[:2]


def _still_ahead(event: Event, occurrence: Occurrence, at: datetime) -> bool:
    return occurrence.ends_at > at or event.rule is None


def _follow_rule(occurrence: Occurrence, slot: date, *, at: datetime) -> bool:
    """Put the date where the rule says, unless it was moved by hand; True when it changed."""
    event = occurrence.event
    if event.rule and occurrence.ends_at <= at:
        return _leave_in_the_past(occurrence)
    before = (occurrence.recurrence_id, occurrence.local_start, occurrence.local_end)
    instants = (occurrence.starts_at, occurrence.ends_at)
    occurrence.recurrence_id = slot
    if occurrence.moved:
        occurrence.place_in_time(occurrence.local_start, occurrence.local_end)
    else:
        start = datetime.combine(slot, event.local_start.time())
        occurrence.place_in_time(start, start + event.duration)
    after = (occurrence.recurrence_id, occurrence.local_start, occurrence.local_end)
    if before == after and instants == (occurrence.starts_at, occurrence.ends_at):
        return False
    occurrence.content_modified_at = at
    occurrence.save()
    return True


def _leave_in_the_past(occurrence: Occurrence) -> bool:
    """What took place stays where it was: calendars name it apart when the rule says otherwise."""
    event = occurrence.event
    start = datetime.combine(occurrence.recurrence_id, event.local_start.time())
    told = (occurrence.local_start, occurrence.local_end)
    if not occurrence.moved and told != (start, start + event.duration):
        occurrence.moved = True
        occurrence.save(update_fields=["moved"])
    return False


def _drop(occurrences: Iterable[Occurrence], *, at: datetime) -> list[Occurrence]:
    """Remove dates nobody holds a seat for; cancel and return the others."""
    cancelled = []
    for occurrence in occurrences:
        if not any(pool.seats_taken for pool in occurrence.pools.all()):
            occurrence.delete()
        elif occurrence.status != Occurrence.Status.CANCELLED:
            occurrence.status = Occurrence.Status.CANCELLED
            occurrence.sequence += 1
            occurrence.content_modified_at = at
            occurrence.save()
            cancelled.append(occurrence)
    return cancelled


def _create(event: Event, days: Iterable[date], *, at: datetime) -> None:
    rows = []
    for day in days:
        start = datetime.combine(day, event.local_start.time())
        row = Occurrence(event=event, recurrence_id=day, content_modified_at=at)
        row.place_in_time(start, start + event.duration)
        rows.append(row)
    Occurrence.objects.bulk_create(rows)


def set_capacities(event: Event, *, at: datetime) -> None:
    """Give every date that is not over the event's seats.

    Raises CapacityBelowSeatsTaken and SeatsInUse.
    """
    if not event.takes_sign_ups:
        return
    wanted = event.capacities()
    ahead = list(event.occurrences.filter(ends_at__gt=at).prefetch_related("pools"))
    missing = []
    for occurrence in ahead:
        pools = {pool.mode: pool for pool in occurrence.pools.all()}
        for mode in pools.keys() - wanted.keys():
            _remove_pool(pools[mode])
        for mode, capacity in wanted.items():
            if mode in pools:
                if _resize(pools[mode], capacity):
                    consequences.of_more_seats(pools[mode], at=at)
            else:
                missing.append(SeatPool(occurrence=occurrence, mode=mode, capacity=capacity))
    SeatPool.objects.bulk_create(missing)


def _remove_pool(pool: SeatPool) -> None:
    deleted, _rows = SeatPool.objects.filter(pk=pool.pk, seats_taken=0, waiting=0).delete()
    if not deleted:
        raise SeatsInUse(_("People are signed up: cancel their sign-ups first."))


def _resize(pool: SeatPool, capacity: int | None) -> bool:
    """True when the number of seats changed."""
    if pool.capacity == capacity:
        return False
    fitting = SeatPool.objects.filter(pk=pool.pk)
    if capacity is not None:
        fitting = fitting.filter(seats_taken__lte=capacity)
    if not fitting.update(capacity=capacity):
        raise CapacityBelowSeatsTaken.of(pool.seats_taken)
    return True


def last_day(end: datetime) -> date:
    """The last of whole days, whose end is the midnight that follows."""
    return (end - timedelta(days=1)).date()
