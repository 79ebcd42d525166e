"""Who is told of a page that is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from wagtail.users.models import UserProfile

if TYPE_CHECKING:
    from wagtail.models import TaskState, WorkflowState

    from maillage.accounts.models import User


def reviewers_of(state: TaskState, *, but: User | None = None) -> list[User]:
    """Those whom the step asks, and who did not say no to such emails; an administrator is one of
    them in its group alone.
    """
    asked = get_user_model().objects.filter(groups__in=state.task.specific.groups.all())
    if but is not None:
        asked = asked.exclude(pk=but.pk)
    return [one for one in asked.distinct().order_by("pk") if _takes(one, "submitted")]


def author_of(state: WorkflowState, told: str, *, but: User | None = None) -> User | None:
    """Who submitted it; None when they decided themselves, or do not want to know."""
    author = state.requested_by
    if author is None or author == but:
        return None
    return author if _takes(author, told) else None


def _takes(person: User, told: str) -> bool:
    """``told``: submitted, approved or rejected, as in the admin's account page."""
    if not (person.is_active and person.email):
        return False
    return getattr(UserProfile.get_for_user(person), f"{told}_notifications")
