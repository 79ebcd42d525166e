"""What a change of an event entails for the people who signed up.

Called by ``publication`` and ``lifecycle`` inside their transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell, tell_people
from maillage_events.models import Registration, SeatPool
from maillage_events.registration import waiting_list

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage_events.models import Event, Occurrence


def of_change(
    event: Event,
    occurrences: Iterable[Occurrence],
    *,
    everywhere: bool,
    at: datetime,
    kind: MailKind = MailKind.CHANGED,
) -> None:
    """Times, place or join link changed: on these dates, or on every date to come.

    ``kind`` says it in other words when the change has a name.
    """
    touched = {date.pk for date in occurrences}
    concerned = Registration.objects.filter(occurrence__event=event).ahead(at)
    if not everywhere:
        concerned = concerned.filter(occurrence__in=touched)
    told = []
    for registration in concerned.told_of_changes().select_related("occurrence"):
        date = registration.occurrence
        date.event = event
        if not date.is_cancelled:
            told.append((registration, kind, date.ical_sequence))
        elif date.pk in touched:
            told.append((registration, MailKind.EVENT_CANCELLED, date.ical_sequence))
    tell_people(told)


def of_restoring(event: Event, occurrences: Iterable[Occurrence], *, at: datetime) -> None:
    """These dates take place after all: everybody is told, and seats left go to who waits."""
    dates = {date.pk: date for date in occurrences}
    _tell_all(event, dates, MailKind.RESTORED)
    promote_on(dates, at=at)


def _tell_all(event: Event, dates: dict[int, Occurrence], kind: MailKind) -> None:
    concerned = Registration.objects.filter(occurrence__in=dates).told_of_changes()
    tell_people(
        (row, kind, event.sequence + dates[row.occurrence_id].sequence) for row in concerned
    )


def promote_on(dates: Iterable[int], *, at: datetime) -> None:
    """Give the seats left on these dates to who waits for them."""
    pools = SeatPool.objects.select_for_update(of=("self",)).filter(occurrence__in=dates)
    for pool in pools.select_related("occurrence__event").order_by("pk"):
        waiting_list.renew_offers(pool, at=at)
        waiting_list.promote(pool, at=at)


def of_cancellation(event: Event, occurrences: Iterable[Occurrence], *, at: datetime) -> None:
    """These dates do not take place; sign-ups stay as they are, nobody is promoted any more.

    Each pool is held first: a sign-up under way is either told here, or sees the cancellation.
    """
    dates = {date.pk: date for date in occurrences}
    pools = SeatPool.objects.select_for_update().filter(occurrence__in=dates).order_by("pk")
    list(pools)
    _tell_all(event, dates, MailKind.EVENT_CANCELLED)


def of_message(occurrence: Occurrence, text: str, *, at: datetime, everybody: bool = True) -> int:
    """The organiser has something to say to who has a seat, or waits for one; how many people."""
    concerned = Registration.objects.filter(occurrence=occurrence)
    concerned = concerned.told_of_changes() if everybody else concerned.confirmed()
    rows = list(concerned)
    for registration in rows:
        tell(registration, MailKind.MESSAGE, version=int(at.timestamp()), said=text)
    return len(rows)


def of_more_seats(pool: SeatPool, *, at: datetime) -> None:
    """Seats were added: those who wait get them, in their order."""
    waiting_list.promote(SeatPool.objects.select_for_update().get(pk=pool.pk), at=at)
