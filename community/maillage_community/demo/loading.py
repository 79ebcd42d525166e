"""Loads the demo's circles through the same verbs as people use."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.ui.french import typo
from maillage_community.circles.memberships import join
from maillage_community.models import Circle, Membership
from maillage_community.topics import conversations

if TYPE_CHECKING:
    from maillage.contributions import DemoContext

# A line that goes on: neither the end of a paragraph nor before an item of a list.
WRAPPED = re.compile(r"(?<!\n)\n(?!\n|\s*(?:- |\d+\. ))\s*")
CONTENT = Path(__file__).with_name("circles.toml")


def load(context: DemoContext) -> None:
    """Four circles with their members, topics, replies and chosen answers; once."""
    for entry in tomllib.loads(CONTENT.read_text(encoding="utf-8"))["circles"]:
        if not Circle.objects.filter(slug=entry["slug"]).exists():
            _load_circle(entry, context)
            context.tell(entry["name"])


def _load_circle(entry: dict, context: DemoContext) -> None:
    scope = context.scopes.get(entry.get("portal", ""))
    circle = Circle.objects.create(
        name=entry["name"],
        slug=entry["slug"],
        summary=entry["summary"],
        description=_flowing(entry["description"]),
        charter=_flowing(entry["charter"]),
        theme=entry["theme"],
        visibility=entry.get("visibility", Circle.Visibility.PUBLIC),
        territory=scope.territory if scope else None,
    )
    for name in entry["members"]:
        join(context.people(name), circle, charter_version=circle.charter_version)
    moderators = [context.people(name) for name in entry["moderators"]]
    Membership.objects.filter(circle=circle, user__in=moderators).update(
        role=Membership.Role.MODERATOR
    )
    for topic in entry["topics"]:
        _load_topic(topic, circle, moderators[0], context)


def _flowing(text: str) -> str:
    """The text as people type it: a line break is meant, spaces before signs are narrow."""
    return typo(WRAPPED.sub(" ", text.strip()))


def _load_topic(entry: dict, circle: Circle, moderator: object, context: DemoContext) -> None:
    asked = (context.now - timedelta(days=entry["days_ago"])).replace(hour=8, minute=20)
    author = context.people(entry["by"])
    topic = conversations.ask(
        author,
        circle,
        kind=entry.get("kind", "question"),
        title=entry["title"],
        body=_flowing(entry["body"]),
        at=asked,
    )
    for number, line in enumerate(entry.get("replies", []), start=1):
        reply = conversations.answer(
            context.people(line["by"]),
            topic,
            body=_flowing(line["body"]),
            at=asked + timedelta(minutes=95 * number),
        )
        if line.get("answer"):
            conversations.choose_answer(author, topic, reply)
    if entry.get("pinned"):
        conversations.pin(moderator, topic, pinned=True)
