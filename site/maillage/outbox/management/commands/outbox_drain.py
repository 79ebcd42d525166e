"""``manage.py outbox_drain``: empty the outbox now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.outbox.draining import consumers, drain_one
from maillage.outbox.models import Message

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Send the mails and handle the messages that wait in the outbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topic", help="only this topic (mail, search…)")
        parser.add_argument(
            "--retry-parked", action="store_true", help="try again what was given up"
        )

    def handle(self, *, topic: str | None, retry_parked: bool, **options: object) -> None:
        if retry_parked:
            self.stdout.write(_("parked messages tried again: %(n)s") % {"n": _unpark()})
        for name, drain in consumers().items():
            if topic in (None, name):
                self.stdout.write(f"{name}: {_drain_dry(drain, name)}")


def _unpark() -> int:
    parked = Message.objects.filter(state=Message.State.PARKED)
    return parked.update(
        state=Message.State.READY, attempts=0, repeats=0, available_at=timezone.now()
    )


def _drain_dry(drain: object, topic: str) -> int:
    total = 0
    while handled := drain_one(drain, 100, topic):
        total += handled
    return total
