"""Our emails in the place of Wagtail's, which write to every administrator as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from maillage_site.reviews.emails import ask_review, tell_approved, tell_rejected
from maillage_site.reviews.people import author_of, reviewers_of

if TYPE_CHECKING:
    from maillage.accounts.models import User

STOCK = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def watch() -> None:
    """Once, when Wagtail's own app is ready too."""
    for signal, sender, uid in STOCK:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    task_submitted.connect(_submitted, dispatch_uid="maillage_review_asked")
    workflow_approved.connect(_approved, dispatch_uid="maillage_review_approved")
    workflow_rejected.connect(_rejected, dispatch_uid="maillage_review_rejected")


def _submitted(instance: TaskState, user: User | None, **_rest: object) -> None:
    if isinstance(instance.task.specific, AbstractGroupApprovalTask):
        for reviewer in reviewers_of(instance, but=user):
            ask_review(instance, reviewer)


def _approved(instance: WorkflowState, user: User | None, **_rest: object) -> None:
    author = author_of(instance, "approved", but=user)
    if author is not None:
        tell_approved(instance, author, by=user)


def _rejected(instance: WorkflowState, user: User | None, **_rest: object) -> None:
    author = author_of(instance, "rejected", but=user)
    if author is not None:
        tell_rejected(instance, author, by=user)
