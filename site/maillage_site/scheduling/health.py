"""Whether what was scheduled happens."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from maillage.values import Healthy, Unhealthy
from maillage_site.scheduling.due import due
from maillage_site.scheduling.refusals import is_refused

LATE = timedelta(minutes=5)


def probe() -> Healthy | Unhealthy:
    """Degraded when something is overdue by five minutes: no worker, or a failure.

    What is refused in the editor's words is counted apart: the site works as it should.
    """
    now = timezone.now()
    everything = due(now)
    waiting = [one for one in everything if not is_refused(one)]
    oldest = max((now - one.moment for one in waiting), default=timedelta())
    told = {
        "overdue": len(waiting),
        "oldest_seconds": int(oldest.total_seconds()),
        "refused": len(everything) - len(waiting),
    }
    if oldest > LATE:
        return Unhealthy("scheduled pages are overdue", detail=told)
    return Healthy(told)
