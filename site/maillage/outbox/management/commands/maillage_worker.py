"""``manage.py maillage_worker``: mails, index and tasks, until told to stop."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand

from maillage.outbox.worker import BackgroundWorker

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run the background work. Start as many as needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between rounds")
        parser.add_argument("--queues", default="*", help="task queues, separated by commas")
        parser.add_argument("--once", action="store_true", help="one round, then exit")

    def handle(self, *, interval: float, queues: str, once: bool, **options: object) -> None:
        worker = BackgroundWorker(interval=interval, queues=queues.split(","))
        if once:
            self.stdout.write(str(worker.pass_once()))
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: worker.stop())
        worker.run()
