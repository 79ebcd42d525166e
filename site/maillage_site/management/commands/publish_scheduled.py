"""``manage.py publish_scheduled``: Wagtail's command, done as the worker does it every minute."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_site.scheduling.schedule import keep_schedule


class Command(BaseCommand):
    """Takes the place of Wagtail's, which stops at the first page that fails."""

    help = "Publish and take away what is due; the worker does it every minute by itself."

    def handle(self, **_options: object) -> None:
        keep_schedule(timezone.now())
