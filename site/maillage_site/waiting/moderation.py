"""Pages submitted for approval, as those who approve them find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from maillage.workload import Waiting, counted
from maillage_site.reviews.pages_of_mine import AWAITING_REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User

# The panel of the same page lists them.
LIST = f"#{AWAITING_REVIEW}"


def waiting(person: User, _at: datetime) -> Iterator[Waiting]:
    number, since = counted(submitted_to(person), "started_at")
    yield Waiting(_("Pages to approve"), number, since, reverse("wagtailadmin_home") + LIST)


def submitted_to(person: User) -> QuerySet[TaskState]:
    """What the person is asked to approve; administrators, whatever is."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True)
    if person.is_superuser:
        return states
    return states.filter(task__groupapprovaltask__groups__in=person.groups.all())
