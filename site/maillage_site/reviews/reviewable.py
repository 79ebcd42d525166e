"""What a person may review, found at once: Wagtail asks once for each task, one a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import GroupApprovalTask, Task, TaskState
from wagtail.models.workflows import BaseTaskStateManager

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.accounts.models import User


def ask_once() -> None:
    """Once, when the apps are ready: the home of the admin and its reports ask it."""
    BaseTaskStateManager.reviewable_by = reviewable_by


def reviewable_by(_manager: BaseTaskStateManager, user: User) -> QuerySet[TaskState]:
    theirs = GroupApprovalTask.objects.filter(active=True)
    if not user.is_superuser:
        theirs = theirs.filter(groups__in=user.groups.all())
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=theirs.values("task_ptr")
    )
    # A plugin may bring tasks that are answered otherwise: those are asked one by one.
    others = Task.objects.filter(active=True).exclude(pk__in=GroupApprovalTask.objects.values("pk"))
    for task in others.specific():
        states = states | task.get_task_states_user_can_moderate(user=user)
    return states
