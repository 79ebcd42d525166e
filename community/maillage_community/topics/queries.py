"""Topics and replies as one person may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage_community.models import Reply, Topic

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest


def topic_visible(request: HttpRequest, slug: str, uuid: UUID) -> Topic:
    """Raises ``Http404`` alike for a topic that is hidden from this person and for none."""
    topics = Topic.objects.visible_to(request.user).select_related("circle", "author")
    return get_object_or_404(topics, circle__slug=slug, uuid=uuid)


def replies_of(found: Topic) -> QuerySet[Reply]:
    """Replies in the order of the conversation, the validated one among them."""
    return (
        found.replies.shown()
        .select_related("author")
        .annotate(is_answer=Q(pk=F("topic__validated_reply")))
    )


def reply_of(topic: Topic, uuid: str) -> Reply:
    """A shown reply by what was typed as its UUID; raises ``Http404``."""
    try:
        return get_object_or_404(topic.replies.shown(), uuid=uuid)
    except (ValidationError, ValueError) as error:
        raise Http404 from error
