"""Asking, answering, and choosing the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from maillage.outbox.writing import index_later
from maillage_community.circles.memberships import (
    membership_for,
    membership_of,
    refuse_read_only,
)
from maillage_community.models import Circle, Reply, Topic
from maillage_community.topics.following import follow
from maillage_community.topics.notifications import tell_followers
from maillage_community.writing.markdown import render

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser

SEARCH_KIND = "topic"


@transaction.atomic
def ask(
    person: AbstractBaseUser,
    circle: Circle,
    *,
    title: str,
    body: str,
    at: datetime,
    kind: str = Topic.Kind.QUESTION,
) -> Topic:
    """Open a topic; its author follows it. Raises NotAMemberError, ReadOnlyError."""
    refuse_read_only(circle)
    membership_for("add", Topic, person, circle)
    topic = Topic.objects.create(
        circle=circle,
        kind=kind,
        title=title,
        body=body,
        body_html=render(body),
        author=person,
        created_at=at,
        last_activity_at=at,
    )
    follow(person, topic)
    index_later(SEARCH_KIND, topic.uuid)
    return topic


@transaction.atomic
def answer(person: AbstractBaseUser, topic: Topic, *, body: str, at: datetime) -> Reply:
    """Reply to a topic and follow it; those who follow it get a mail.

    Raises NotAMemberError, ReadOnlyError.
    """
    refuse_read_only(topic.circle)
    membership_for("add", Reply, person, topic.circle)
    reply = Reply.objects.create(
        topic=topic, body=body, body_html=render(body), author=person, created_at=at
    )
    Topic.objects.filter(pk=topic.pk).update(reply_count=F("reply_count") + 1, last_activity_at=at)
    follow(person, topic)
    tell_followers(reply)
    index_later(SEARCH_KIND, topic.uuid)
    return reply


@transaction.atomic
def choose_answer(person: AbstractBaseUser, topic: Topic, reply: Reply | None) -> None:
    """Say which reply answers the question (None takes it back).

    Its author and the circle's moderators may; others raise NotAModeratorError. Raises
    ReadOnlyError.
    """
    refuse_read_only(topic.circle)
    if reply is not None and (reply.topic_id != topic.pk or reply.hidden_at):
        message = "this reply does not belong to the topic"
        raise ValueError(message)
    if topic.author_id == person.pk:
        membership_of(person, topic.circle)
    else:
        membership_for("choose-answer", Topic, person, topic.circle)
    topic.validated_reply = reply
    topic.save(update_fields=["validated_reply"])
    index_later(SEARCH_KIND, topic.uuid)


def pin(person: AbstractBaseUser, topic: Topic, *, pinned: bool) -> None:
    """Keep a topic on top of its circle; raises NotAModeratorError, ReadOnlyError."""
    refuse_read_only(topic.circle)
    membership_for("pin", Topic, person, topic.circle)
    topic.is_pinned = pinned
    topic.save(update_fields=["is_pinned"])
