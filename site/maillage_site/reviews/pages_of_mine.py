"""Lists of pages on the admin's home, in a number of queries that does not depend on the rows.

Wagtail's panels ask rights, languages, restrictions and revisions again for each row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, IntegerField, Max, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import (
    Page,
    PageLogEntry,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User

# The oldest of what waits come first: whoever answers them sees the next ones.
MOST = 100
LAST_EDITED = 5
# Where the home lists what waits for a review.
AWAITING_REVIEW = "awaiting-review"


@dataclass(frozen=True)
class Row:
    """A page with the way to edit it; ``status`` and ``person`` may be empty."""

    page: Page
    at: datetime | None
    status: str = ""
    person: str = ""
    preview: str = ""


def to_review(user: User) -> Iterator[Row]:
    """What waits for the person's approval, the oldest first; editing it offers to answer."""
    states = (
        TaskState.objects.reviewable_by(user)
        .filter(revision__base_content_type=get_default_page_content_type())
        .select_related("revision__user")
        .defer("revision__content")
        .order_by("started_at", "pk")[:MOST]
    )
    found = _pages(state.revision.object_id for state in states)
    for state in states:
        page = found.get(int(state.revision.object_id))
        if page is not None:
            author = state.revision.user
            yield Row(
                page,
                state.started_at,
                person=author.name if author else "",
                preview=reverse(
                    "wagtailadmin_pages:workflow_preview", args=[page.pk, state.task_id]
                ),
            )


def submitted_by(user: User) -> Iterator[Row]:
    """What the person submitted, or what was submitted of the pages that they own."""
    own = Page.objects.filter(owner=user, pk=Cast(OuterRef("object_id"), IntegerField()))
    states = (
        WorkflowState.objects.active()
        .filter(base_content_type=get_default_page_content_type())
        .filter(Exists(own) | Q(requested_by=user))
        .select_related("current_task_state__task")
        .order_by("-current_task_state__started_at", "-pk")[:MOST]
    )
    found = _pages(state.object_id for state in states)
    for state in states:
        page, step = found.get(int(state.object_id)), state.current_task_state
        if page is not None and step is not None:
            asked = step.status == TaskState.STATUS_REJECTED
            status = _("Changes requested") if asked else _("Awaiting %(step)s")
            yield Row(page, step.started_at, status=status % {"step": step.task.name})


def edited_by(user: User) -> Iterator[Row]:
    """The pages that the person edited last."""
    last = (
        PageLogEntry.objects.filter(user=user, action="wagtail.edit")
        .values("page_id")
        .annotate(at=Max("timestamp"))
        .order_by("-at")[:LAST_EDITED]
    )
    found = _pages(one["page_id"] for one in last)
    for one in last:
        page = found.get(one["page_id"])
        if page is not None:
            yield Row(page, one["at"], status=page.status_string)


def locked_by(user: User) -> Iterator[Row]:
    """The pages that the person locked; editing one offers to unlock it."""
    locked = Page.objects.filter(locked=True, locked_by=user).order_by("-locked_at", "-pk")
    for page in _told(locked)[:MOST]:
        yield Row(page, page.locked_at, status=page.status_string)


def _pages(ids: Iterable[int | str]) -> dict[int, Page]:
    return _told(Page.objects.all()).in_bulk({int(one) for one in ids})


def _told(pages: QuerySet[Page]) -> QuerySet[Page]:
    """With what its row tells: the language and the status."""
    return pages.select_related("locale").annotate_approved_schedule().prefetch_workflow_states()
