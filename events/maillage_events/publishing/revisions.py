"""What an action decided is proposed by the event's pages from then on.

Otherwise the next publication, of a draft or of a page that waits for moderation, would bring the
old date or the old place back.
"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Revision, TaskState

from maillage_events.models import EventPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage_events.models import Event


def follow(event: Event, names: Iterable[str]) -> None:
    """Write these facts of the event on its pages, and in the revisions that may be published."""
    values = {name: getattr(event, name) for name in names}
    pages = EventPage.objects.filter(event=event)
    pages.update(**values)
    plain = {name: _plain(value) for name, value in values.items()}
    for revision in _that_may_be_published(list(pages)):
        revision.content.update(plain)
        revision.save(update_fields=["content"])


def _that_may_be_published(pages: list[EventPage]) -> Iterable[Revision]:
    """Drafts, what is scheduled and what waits for moderation; history stays as it was."""
    keys = [str(page.pk) for page in pages]
    of_pages = Revision.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=keys,
    )
    waiting = Q(task_states__status=TaskState.STATUS_IN_PROGRESS)
    scheduled = Q(approved_go_live_at__isnull=False)
    latest = Q(pk__in=[page.latest_revision_id for page in pages if page.latest_revision_id])
    return of_pages.filter(latest | scheduled | waiting).distinct()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value
