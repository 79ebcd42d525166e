"""What the search knows of circles and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from maillage.values import Audience, SearchDocument
from maillage_community.models import Circle, Topic
from maillage_community.writing.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from maillage_community.models.circles import Person

BODY_LENGTH = 20_000


def circles() -> QuerySet[Circle]:
    return Circle.objects.select_related("territory")


def circle_documents(circle: Circle) -> Iterable[SearchDocument]:
    """The door of a circle: its name and summary are public whatever its visibility."""
    yield SearchDocument(
        uid=f"circle:{circle.uuid}:fr",
        kind="circle",
        title=circle.name,
        url=reverse("maillage_community:circle", args=[circle.slug]),
        summary=circle.summary,
        body=plain(circle.description),
        **_place_of(circle),
    )


def topics() -> QuerySet[Topic]:
    return Topic.objects.shown().select_related("circle__territory").prefetch_related("replies")


def topic_documents(topic: Topic) -> Iterable[SearchDocument]:
    """A topic with its replies; restricted to members when its circle is."""
    circle = topic.circle
    restricted = not circle.is_public
    replies = [plain(reply.body) for reply in topic.replies.all() if reply.hidden_at is None]
    body = "\n".join([plain(topic.body), *replies])[:BODY_LENGTH]
    yield SearchDocument(
        uid=f"topic:{topic.uuid}:fr",
        kind="topic",
        title=topic.title,
        url=reverse("maillage_community:topic", args=[circle.slug, topic.uuid]),
        summary=circle.name,
        body=body,
        date=topic.last_activity_at.date(),
        audience=Audience.RESTRICTED if restricted else Audience.PUBLIC,
        acl=(circle.acl_token,) if restricted else (),
        **_place_of(circle),
    )


def viewer_acl(person: Person) -> list[str]:
    """Tokens of the members' circles this person belongs to."""
    if not person.is_authenticated:
        return []
    mine = Circle.objects.filter(members=person)
    return [circle.acl_token for circle in mine.only("uuid")]


def _place_of(circle: Circle) -> dict[str, object]:
    codes = (circle.territory.code_path,) if circle.territory else ()
    return {
        "territories": codes,
        "national": circle.territory is None,
        "themes": (circle.get_theme_display(),) if circle.theme else (),
    }
