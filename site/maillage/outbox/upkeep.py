"""What django-tasks-db leaves to others: retry, recovery after a crash, pruning."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.outbox.models import Message, PeriodicRun

if TYPE_CHECKING:
    from datetime import datetime

TASK_TIMEOUT = timedelta(minutes=30)
MAX_CLAIMS = 3
MAX_TRIES = 6
RETRY_WITHIN = timedelta(days=1)
KEEP_PERIODS = timedelta(days=2)
TIMED_OUT = "maillage.outbox.upkeep.TaskTimedOut"


class TaskTimedOut(Exception):
    """A task ran out of time three times: it is left FAILED for somebody to look at."""


def reap(at: datetime) -> int:
    """RUNNING beyond the time-out goes back to READY, or to FAILED after three claims."""
    late = DBTaskResult.objects.running().filter(started_at__lt=at - TASK_TIMEOUT)
    return sum(_reap(result, at) for result in late)


def _reap(result: DBTaskResult, at: datetime) -> int:
    same = DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
    )
    if len(result.worker_ids) >= MAX_CLAIMS:
        return same.update(
            status=TaskResultStatus.FAILED, finished_at=at, exception_class_path=TIMED_OUT
        )
    return same.update(status=TaskResultStatus.READY, started_at=None, run_after=at)


def retry_failed(at: datetime) -> int:
    """FAILED goes back to READY, later each time, six times at most; tasks are idempotent."""
    recent = DBTaskResult.objects.failed().filter(finished_at__gt=at - RETRY_WITHIN)
    return sum(_retry(result, at) for result in recent.exclude(exception_class_path=TIMED_OUT))


def _retry(result: DBTaskResult, at: datetime) -> int:
    tries = len(result.worker_ids)
    if tries >= MAX_TRIES:
        return 0
    same = DBTaskResult.objects.filter(
        pk=result.pk, status=TaskResultStatus.FAILED, finished_at=result.finished_at
    )
    run_after = (result.finished_at or at) + timedelta(seconds=30 * 4 ** (tries - 1))
    return same.update(status=TaskResultStatus.READY, run_after=run_after, finished_at=None)


def prune(at: datetime) -> None:
    """Forget the periods that are over; what holds personal data is purged with it all."""
    PeriodicRun.objects.filter(created_at__lt=at - KEEP_PERIODS).delete()


def failed_tasks() -> int:
    """Tasks that will not be tried again."""
    failed = DBTaskResult.objects.failed().values_list("worker_ids", "exception_class_path")
    return sum(len(claims) >= MAX_TRIES or path == TIMED_OUT for claims, path in failed)


def repeated_mails() -> int:
    """How many messages a crash caused to be handled twice."""
    return Message.objects.filter(repeats__gt=0).count()
