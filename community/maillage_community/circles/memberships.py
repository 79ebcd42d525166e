"""Joining and leaving a circle, and the circles one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.permissions import roles_of
from maillage_community.models import Circle, Follow, Membership, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import Model

    from maillage.accounts.models import User


class CharterNotAcceptedError(Exception):
    """The person has not accepted the charter in force."""


class ReadOnlyError(Exception):
    """What is said in the circle stays, and nothing is added."""


class NotAMemberError(Exception):
    """The person does not belong to the circle."""


class NotAModeratorError(Exception):
    """The person's role in the circle does not do that."""


def join(person: AbstractBaseUser, circle: Circle, *, charter_version: int) -> Membership:
    """Enter the circle, or accept its charter anew.

    Raises CharterNotAcceptedError, ReadOnlyError.
    """
    refuse_read_only(circle)
    if charter_version != circle.charter_version:
        raise CharterNotAcceptedError
    membership, _created = Membership.objects.update_or_create(
        circle=circle, user=person, defaults={"charter_version": charter_version}
    )
    return membership


def refuse_read_only(circle: Circle) -> None:
    """As the database says it now: the page may have been read before. Raises ReadOnlyError."""
    if Circle.objects.filter(pk=circle.pk, read_only_since__isnull=False).exists():
        raise ReadOnlyError


@transaction.atomic
def leave(person: AbstractBaseUser, circle: Circle) -> None:
    """Leave the circle and stop following its topics; what was written stays."""
    Follow.objects.filter(user=person, topic__circle=circle).delete()
    Membership.objects.filter(user=person, circle=circle).delete()


def membership_of(person: AbstractBaseUser, circle: Circle) -> Membership:
    """The person's membership; raises NotAMemberError."""
    membership = Membership.objects.filter(user_id=person.pk, circle=circle).first()
    if membership is None:
        raise NotAMemberError
    return membership


def membership_for(
    verb: str, model: type[Model], person: AbstractBaseUser, circle: Circle
) -> Membership:
    """The membership of someone whose role in the circle has that verb in the table of rights.

    Raises NotAMemberError, NotAModeratorError.
    """
    membership = membership_of(person, circle)
    if membership.role not in roles_of(model, verb):
        raise NotAModeratorError
    return membership


def my_circles(user: User, at: datetime) -> dict[str, object]:
    """What "Mon espace" shows: the circles a person belongs to and the topics they follow."""
    memberships = Membership.objects.filter(user=user).select_related("circle")
    followed = Topic.objects.visible_to(user).filter(follows__user=user).select_related("circle")
    return {"memberships": memberships, "followed": followed.order_by("-last_activity_at")[:20]}
