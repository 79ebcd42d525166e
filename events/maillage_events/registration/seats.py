"""Seats of a pool: claimed and released by one conditional UPDATE each, inside a transaction.

Whoever changes a pool holds its row until the commit, on PostgreSQL by the row lock that the
UPDATE takes, on SQLite by the IMMEDIATE transaction. Other rows (sign-ups) are written after,
so that two transactions never wait for each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from maillage_events.models import SeatPool

if TYPE_CHECKING:
    from django.db.models import QuerySet

NO_LIMIT = Q(capacity__isnull=True)


def claim(pool: int, seats: int, *, mode: str = "") -> bool:
    """Take seats for a newcomer: enough are free, and nobody waits.

    With ``mode``, of a pool that still is one of that mode: an event may have moved online.
    """
    pools = SeatPool.objects.filter(pk=pool, waiting=0)
    return _take(pools.filter(mode=mode) if mode else pools, seats)


def claim_for_first_waiting(pool: int, seats: int) -> bool:
    """Take seats for the first of the waiting list, who leaves it."""
    enough = NO_LIMIT | Q(capacity__gte=F("seats_taken") + seats)
    waited = SeatPool.objects.filter(enough, pk=pool, waiting__gt=0)
    return bool(waited.update(seats_taken=F("seats_taken") + seats, waiting=F("waiting") - 1))


def _take(pools: QuerySet, seats: int) -> bool:
    enough = NO_LIMIT | Q(capacity__gte=F("seats_taken") + seats)
    return bool(pools.filter(enough).update(seats_taken=F("seats_taken") + seats))


def release(pool: int, seats: int) -> None:
    """Give seats back; promoting who waits for them is the caller's, in the same transaction."""
    if seats:
        SeatPool.objects.filter(pk=pool).update(seats_taken=F("seats_taken") - seats)


def lock(occurrence: int, mode: str) -> SeatPool:
    """The pool, held until the end of the transaction. Raises SeatPool.DoesNotExist."""
    return SeatPool.objects.select_for_update().get(occurrence=occurrence, mode=mode)


def lock_any(occurrence: int) -> SeatPool | None:
    """The first pool of the date, held: the one that took in those of a pool that went away."""
    pools = SeatPool.objects.select_for_update().filter(occurrence=occurrence)
    return pools.order_by("pk").first()
