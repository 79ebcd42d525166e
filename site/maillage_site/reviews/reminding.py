"""What has waited for three working days is remembered once to those who review it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from wagtail.models import TaskState

from maillage_site.reviews.emails import remind_review
from maillage_site.reviews.people import reviewers_of
from maillage_site.reviews.working_days import working_days_later

if TYPE_CHECKING:
    from datetime import datetime

WAITED = 3  # working days
# A worker that stood still for longer reminds nobody of what is old: the home panel counts it.
MISSED = timedelta(days=2)
# A weekend within, and the hour that a change of clocks takes.
LONGEST = timedelta(days=5, hours=1)


def remind(at: datetime) -> None:
    """Remind of what has just waited that long; idempotent (the outbox writes an email once)."""
    zone = ZoneInfo(settings.TIME_ZONE)
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        started_at__gt=at - LONGEST - MISSED,
        started_at__lte=at - timedelta(days=WAITED) + timedelta(hours=1),
        task__groupapprovaltask__isnull=False,
    )
    for state in waiting.select_related("workflow_state__requested_by", "task").order_by("pk"):
        due = working_days_later(state.started_at, WAITED, zone)
        if at - MISSED < due <= at:
            for reviewer in reviewers_of(state, but=state.workflow_state.requested_by):
                remind_review(state, reviewer)
