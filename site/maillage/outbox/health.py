"""What an operator wants to know of the background work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min

from maillage.outbox.models import Message
from maillage.outbox.upkeep import failed_tasks, repeated_mails
from maillage.values import Healthy, Unhealthy

if TYPE_CHECKING:
    from datetime import datetime

LATE = timedelta(minutes=5)


def outbox_state(at: datetime) -> dict[str, Any]:
    """Counts by state, seconds that the oldest message due has waited, failures and repeats.

    A message that waits for its hour (a reminder, a second try) is not due yet.
    """
    states = dict(Message.objects.values_list("state").annotate(n=Count("pk")).order_by("state"))
    due = Message.objects.exclude(state__in=(Message.State.DONE, Message.State.PARKED))
    oldest = due.filter(available_at__lte=at).aggregate(oldest=Min("available_at"))["oldest"]
    return {
        "messages": states,
        "oldest_seconds": int((at - oldest).total_seconds()) if oldest else 0,
        "failed_tasks": failed_tasks(),
        "repeated_mails": repeated_mails(),
    }


def probe(at: datetime) -> Healthy | Unhealthy:
    """Degraded, never broken: a late queue must not stop the pages."""
    state = outbox_state(at)
    if state["oldest_seconds"] > LATE.total_seconds():
        return Unhealthy("the outbox is late", detail=state)
    if Message.State.PARKED in state["messages"]:
        return Unhealthy("messages are parked: each failed too often", detail=state)
    return Healthy(detail=state)
