"""The background worker: a command in production, a thread of the demo's process."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from maillage.outbox.draining import drain_all
from maillage.outbox.periodic import tick

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger(__name__)
ALL_QUEUES = ("*",)
TASKS_AT_ONCE = 10


class BackgroundWorker:
    """Ticks, drains the outbox, runs the tasks of its queues; begins again until stopped."""

    def __init__(self, *, interval: float = 1.0, queues: Sequence[str] = ALL_QUEUES) -> None:
        self.interval = interval
        self.queues = list(queues)
        self.stopping = threading.Event()
        self.name = get_random_string(16)
        self.thread: threading.Thread | None = None

    def run(self) -> None:
        """Until ``stop()``; whatever goes wrong is logged and tried again."""
        while not self.stopping.is_set():
            if not self.pass_once():
                self.stopping.wait(self.interval)
        connection.close()

    def stop(self) -> None:
        """Ask for the end; from another thread, wait for the round that is under way."""
        self.stopping.set()
        if self.thread:
            self.thread.join(30)

    def pass_once(self) -> int:
        """One round; 0 when there was nothing to do."""
        close_old_connections()
        try:
            tick(timezone.now())
            return drain_all() + self._run_tasks()
        except DatabaseError:
            logger.exception("The database did not answer the background worker")
            connection.close()
            return 0
        except Exception:  # The worker outlives whatever it runs.
            logger.exception("A round of the background worker failed")
            return 0

    def _run_tasks(self) -> int:
        ready = DBTaskResult.objects.ready()
        if "*" not in self.queues:
            ready = ready.filter(queue_name__in=self.queues)
        if not ready.exists():
            return 0
        worker = TaskWorker(
            queue_names=self.queues,
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=TASKS_AT_ONCE,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        worker.run()
        return 1


def start_worker_thread(*, interval: float = 1.0) -> BackgroundWorker:
    """Run the worker inside this process; ``stop()`` ends it."""
    worker = BackgroundWorker(interval=interval)
    worker.thread = threading.Thread(target=worker.run, name="maillage-worker", daemon=True)
    worker.thread.start()
    return worker
