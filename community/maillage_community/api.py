"""Circles in JSON: what everybody may read, nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from maillage_community.models import Circle, Topic


class Pagination(LimitOffsetPagination):
    """Slices that every database can count: further than these, the answer is 422."""

    class Input(Schema):
        limit: int = Field(100, ge=1, le=100)
        offset: int = Field(0, ge=0, le=1_000_000)

    def __init__(self) -> None:
        super().__init__(max_limit=100)


class CircleOut(Schema):
    uuid: UUID
    name: str
    slug: str
    summary: str
    theme: str
    visibility: str


class TopicOut(Schema):
    uuid: UUID
    title: str
    kind: str
    body_html: str
    created_at: datetime
    last_activity_at: datetime
    reply_count: int
    answered: bool

    @staticmethod
    def resolve_answered(topic: Topic) -> bool:
        return topic.validated_reply_id is not None


def router() -> Router:
    """``/api/circles/``: circles, then the topics of a public one."""
    api = Router(tags=["circles"])

    @api.get("/", response=list[CircleOut], summary="Circles, public or not: their door only")
    @paginate(Pagination)
    def list_circles(request: HttpRequest) -> list[Circle]:
        return Circle.objects.all()

    @api.get("/{slug}/topics", response=list[TopicOut], summary="Topics of a public circle")
    @paginate(Pagination)
    def list_topics(request: HttpRequest, slug: str) -> list[Topic]:
        circle = Circle.objects.public().filter(slug=slug).first()
        if circle is None:
            raise Http404
        return Topic.objects.public().filter(circle=circle).order_by("-last_activity_at")

    return api
