"""What an operator wants to know of the background work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.utils import timezone

from maillage.outbox.models import Message
from maillage.outbox.upkeep import failed_tasks, repeated_mails
from maillage.values import Healthy, Unhealthy

if TYPE_CHECKING:
    from datetime import datetime

OLD = timedelta(minutes=15)


def outbox_state(at: datetime) -> dict[str, object]:
    """Counts by state, age of the oldest message waiting (seconds), failures and repeats."""
    states = dict(Message.objects.values_list("state").annotate(n=Count("pk")).order_by("state"))
    waiting = Message.objects.exclude(
        state__in=(Message.State.DONE, Message.State.PARKED)
    ).aggregate(oldest=Min("created_at"))["oldest"]
    age = int((at - waiting).total_seconds()) if waiting else 0
    return {
        "messages": states,
        "oldest_seconds": age,
        "failed_tasks": failed_tasks(),
        "repeated_mails": repeated_mails(),
    }


def probe() -> Healthy | Unhealthy:
    """Degraded, never broken: a late queue must not stop the pages."""
    state = outbox_state(timezone.now())
    if state["oldest_seconds"] > OLD.total_seconds():
        return Unhealthy(reason="the outbox is late", detail=state)
    return Healthy(detail=state)
