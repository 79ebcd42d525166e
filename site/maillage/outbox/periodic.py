"""The tick: periodic work, once a period whatever the number of workers."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task

from maillage.contributions import Periodic
from maillage.outbox import upkeep
from maillage.outbox.models import PeriodicRun
from maillage.plugin import contributions

logger = logging.getLogger(__name__)

OURS = (
    Periodic(name="outbox.reap", every=timedelta(minutes=1), run=upkeep.reap),
    Periodic(name="outbox.retry", every=timedelta(minutes=1), run=upkeep.retry_failed),
    Periodic(name="outbox.prune", every=timedelta(hours=6), run=upkeep.prune),
)


def tick(at: datetime) -> list[str]:
    """Begin what is due and that no other worker has begun; the names begun."""
    begun = [work for work in OURS if _first(work, at)]
    for work in begun:
        _run_here(work, at)
    return [work.name for work in begun] + [
        work.name for work in contributions(Periodic) if _enqueued(work, at)
    ]


def _run_here(work: Periodic, at: datetime) -> None:
    """The upkeep of tasks is not itself a task: nothing would repair it."""
    try:
        work.run(at)
    except Exception:  # The next minute tries again.
        logger.exception("The periodic work %s failed", work.name)


def _enqueued(work: Periodic, at: datetime) -> bool:
    """The period's row and its task, together or not at all."""
    with transaction.atomic():
        first = _first(work, at)
        if first:
            run_periodic.using(queue_name=work.queue).enqueue(work.name, at.isoformat())
    return first


def _first(work: Periodic, at: datetime) -> bool:
    slot = int(at.timestamp() // work.every.total_seconds())
    if PeriodicRun.objects.filter(name=work.name, slot=slot).exists():
        return False
    return PeriodicRun.objects.get_or_create(name=work.name, slot=slot)[1]


@task()
def run_periodic(name: str, at: str) -> None:
    """One period of a plugin's periodic work; one that is gone since is forgotten."""
    for work in contributions(Periodic):
        if work.name == name:
            work.run(datetime.fromisoformat(at))
