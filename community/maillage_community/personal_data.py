"""What circles know of a person, to hand over or to forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_community.models import Follow, Membership, Reply, Report, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User


def my_circles(user: User, at: datetime) -> dict[str, object]:
    """What "Mon espace" shows: the circles a person belongs to and the topics they follow."""
    memberships = Membership.objects.filter(user=user).select_related("circle")
    followed = Topic.objects.visible_to(user).filter(follows__user=user).select_related("circle")
    return {"memberships": memberships, "followed": followed.order_by("-last_activity_at")[:20]}


def export(user: User) -> dict[str, object]:
    """Circles, topics and replies of a person."""
    return {
        "circles": [
            {"name": m.circle.name, "role": m.role, "joined_at": m.joined_at.isoformat()}
            for m in Membership.objects.filter(user=user).select_related("circle")
        ],
        "topics": [
            {"title": t.title, "body": t.body, "created_at": t.created_at.isoformat()}
            for t in Topic.objects.filter(author=user)
        ],
        "replies": [
            {"topic": r.topic.title, "body": r.body, "created_at": r.created_at.isoformat()}
            for r in Reply.objects.filter(author=user).select_related("topic")
        ],
    }


def erase(user: User) -> None:
    """Leave every circle; messages stay for those who read them, without their author."""
    Follow.objects.filter(user=user).delete()
    Membership.objects.filter(user=user).delete()
    Topic.objects.filter(author=user).update(author=None)
    Reply.objects.filter(author=user).update(author=None)
    Report.objects.filter(reporter=user).update(reporter=None)
