"""Whether what was scheduled happens."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from maillage.values import Healthy, Unhealthy
from maillage_site.scheduling.due import due

LATE = timedelta(minutes=5)


def probe() -> Healthy | Unhealthy:
    """Degraded when something is overdue by five minutes: no worker, or a page refused."""
    now = timezone.now()
    waiting = due(now)
    oldest = max((now - one.moment for one in waiting), default=timedelta())
    told = {"overdue": len(waiting), "oldest_seconds": int(oldest.total_seconds())}
    if oldest > LATE:
        return Unhealthy("scheduled pages are overdue", detail=told)
    return Healthy(told)
