"""Keeping the dates of repeating events eighteen months ahead, and their instants right."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from maillage.outbox.writing import index_later
from maillage_events.models import Event, EventPage
from maillage_events.publishing import consequences, dates
from maillage_events.recurrence.zones import data_version

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)


def extend(at: datetime) -> None:
    """Add the dates that came within eighteen months; one event that cannot stops no other.

    When the world's zones have a new edition, every event is looked at again: wall time and
    zone are the truth, the instants follow.
    """
    repeating = ~Q(rrule="")
    outdated = ~Q(zone_data=data_version())
    for event in Event.objects.filter(repeating | outdated).iterator():
        try:
            _look_again(event.pk, at=at)
        except dates.Refusal:
            logger.exception("the dates of event %s could not be arranged", event.uuid)


@transaction.atomic
def _look_again(pk: int, *, at: datetime) -> None:
    """People are told when a country's clocks moved a date they signed up for."""
    event = Event.objects.select_for_update().get(pk=pk)
    moved = dates.arrange(event, at=at)
    if not moved:
        return
    event.sequence += 1
    event.content_modified_at = at
    event.save(update_fields=["sequence", "content_modified_at"])
    consequences.of_change(event, moved, everywhere=False, at=at)
    index_later(EventPage.search_kind, event.uuid)
