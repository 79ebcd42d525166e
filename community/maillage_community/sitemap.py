"""Circles and topics, as the sitemap gives them: in French, the language they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from maillage.values import PublicAddress
from maillage_community.models import Circle, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

CHANGED = "latest_change"  # when something that everybody reads was last said


def circles() -> QuerySet[Circle]:
    """Every circle's door is public; what is said behind it counts only where everybody reads."""
    topics = Topic.objects.public().filter(circle=OuterRef("pk")).order_by("-last_activity_at")
    latest = Subquery(topics.values("last_activity_at")[:1])
    return Circle.objects.annotate(**{CHANGED: Coalesce(latest, "created_at")}).order_by("pk")


def addresses_of_circles(found: Sequence[Circle]) -> Iterator[PublicAddress]:
    for circle in found:
        path = reverse("maillage_community:circle", args=[circle.slug])
        yield PublicAddress(path, getattr(circle, CHANGED))


def topics() -> QuerySet[Topic]:
    columns = ("uuid", "last_activity_at", "circle__slug")
    return Topic.objects.public().select_related("circle").only(*columns).order_by("pk")


def addresses_of_topics(found: Sequence[Topic]) -> Iterator[PublicAddress]:
    for topic in found:
        path = reverse("maillage_community:topic", args=[topic.circle.slug, topic.uuid])
        yield PublicAddress(path, topic.last_activity_at)
