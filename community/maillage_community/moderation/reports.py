"""Reporting a message, hiding it, keeping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from maillage.outbox.writing import withdraw
from maillage.scope import DEFAULT_LANGUAGE
from maillage_community.circles.memberships import membership_for
from maillage_community.models import Reply, Report, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser


def report(
    person: AbstractBaseUser,
    message: Topic | Reply,
    *,
    reason: str,
    comment: str,
    at: datetime,
) -> Report:
    """Tell the circle's moderators; a second report by the same person joins the first."""
    topic = message.topic if isinstance(message, Reply) else message
    reply = message if isinstance(message, Reply) else None
    found, _created = Report.objects.open().get_or_create(
        reporter=person,
        topic=topic,
        reply=reply,
        defaults={
            "circle": topic.circle,
            "reason": reason,
            "comment": comment,
            "created_at": at,
        },
    )
    return found


@transaction.atomic
def hide(person: AbstractBaseUser, message: Topic | Reply, *, at: datetime) -> None:
    """Take a message out of everybody's sight and close its reports; raises NotAModeratorError.

    The search shows nothing of its topic until it has read again what is left of it.
    """
    topic = message.topic if isinstance(message, Reply) else message
    membership_for("hide", type(message), person, topic.circle)
    if message.hidden_at is None:
        message.hidden_at = at
        message.save(update_fields=["hidden_at"])
        if isinstance(message, Reply):
            _forget_reply(message)
    _close(message, Report.State.HIDDEN, person, at)
    withdraw("topic", [(topic.uuid, DEFAULT_LANGUAGE)])


@transaction.atomic
def keep(person: AbstractBaseUser, found: Report, *, at: datetime) -> None:
    """Dismiss every open report on that message; raises NotAModeratorError."""
    membership_for("change", Report, person, found.circle)
    _close(found.message, Report.State.DISMISSED, person, at)


def _forget_reply(reply: Reply) -> None:
    Topic.objects.filter(pk=reply.topic_id).update(reply_count=F("reply_count") - 1)
    Topic.objects.filter(validated_reply=reply).update(validated_reply=None)


def _close(message: Topic | Reply, state: str, person: AbstractBaseUser, at: datetime) -> None:
    is_reply = isinstance(message, Reply)
    of_message = (
        Report.objects.filter(reply=message)
        if is_reply
        else Report.objects.filter(topic=message, reply=None)
    )
    of_message.open().update(state=state, handled_at=at, handled_by=person)
