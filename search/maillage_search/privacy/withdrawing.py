"""Withdrawals: written at the click, lifted by who reads again.

A withdrawal is written in the transaction that hides an object. It is lifted by whoever saw it,
read the object again after that, and wrote what may be found. What is not to be found any more
stays withdrawn a while longer: somebody may still be writing what they had read before.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from maillage.generations.counters import bump
from maillage_search.models import Withdrawal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Engine = Withdrawal.Engine
GENERATION = "search.withdrawn"
CHUNK = 500
# Longer than any reading of the database takes to be written (a chunk of a rebuild).
WHILE = timedelta(hours=1)


def withdraw(uids: Sequence[str]) -> None:
    """Hide these documents from the end of the current transaction on."""
    engines = [Engine.EMBEDDED]
    if settings.MAILLAGE_ELASTICSEARCH_URL:
        engines.append(Engine.ELASTICSEARCH)
    now = timezone.now()
    rows = [
        Withdrawal(uid=uid, key=uid.rpartition(":")[0], engine=engine, at=now)
        for uid in uids
        for engine in engines
    ]
    Withdrawal.objects.bulk_create(rows, batch_size=CHUNK)
    bump(GENERATION)


def seen(engine: Engine, keys: Iterable[str] | None = None) -> list[Withdrawal]:
    """Withdrawals, to be read before the objects of these keys are; of every object for None."""
    found = Withdrawal.objects.filter(engine=engine)
    return list(found if keys is None else found.filter(key__in=list(keys)))


def lift(before: Iterable[Withdrawal], found: Collection[str]) -> None:
    """Those seen before the reading, of documents that it found and that are written."""
    _delete([row for row in before if row.uid in found])


def lift_after_all(before: Iterable[Withdrawal], found: Collection[str]) -> None:
    """As ``lift``, once the engine holds these documents and no other: old ones go too."""
    long_ago = timezone.now() - WHILE
    _delete([row for row in before if row.uid in found or row.at < long_ago])


def _delete(rows: Sequence[Withdrawal]) -> None:
    done = [row.pk for row in rows]
    for start in range(0, len(done), CHUNK):
        Withdrawal.objects.filter(pk__in=done[start : start + CHUNK]).delete()
    if done:
        bump(GENERATION)
