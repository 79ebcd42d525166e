"""Keeping the dates of repeating events eighteen months ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_events import dates
from maillage_events.models import Event

if TYPE_CHECKING:
    from datetime import datetime


def extend(at: datetime) -> None:
    """Add the dates that came within eighteen months; nothing else of an event changes."""
    for event in Event.objects.exclude(rrule="").iterator():
        with transaction.atomic():
            dates.arrange(event, at=at)
