"""Circles of a territory that somebody facilitates or moderates: a colleague does so after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from maillage.workload import HELD_NAMED, HeldThing
from maillage_community.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.territories.models import Territory

NOT_YET_ACCEPTED = 0
Role = Membership.Role
WEIGHT: dict[str, int] = {role: weight for weight, role in enumerate(Role.values)}


def held(person: User, territory: Territory, _at: datetime) -> int:
    return _kept(person, territory).count()


def named(person: User, territory: Territory, _at: datetime, _reader: User) -> Iterator[HeldThing]:
    """The name of a circle is public, whoever reads what is said inside."""
    kept = _kept(person, territory).select_related("circle").order_by("circle__name", "pk")
    for one in kept[:HELD_NAMED]:
        circle = one.circle
        yield HeldThing(circle.name, reverse("maillage_community:circle", args=[circle.slug]))


def hand_over(person: User, to: User, territory: Territory, _at: datetime) -> None:
    """The colleague gets the role, or keeps a higher one; the person stays a member.

    Whoever enters so has not read the charter: the circle asks them, as after a change of it.
    """
    for held_role in _kept(person, territory):
        theirs, _made = Membership.objects.get_or_create(
            circle_id=held_role.circle_id,
            user=to,
            defaults={"charter_version": NOT_YET_ACCEPTED},
        )
        if WEIGHT[held_role.role] > WEIGHT[theirs.role]:
            theirs.role = held_role.role
            theirs.save(update_fields=["role"])
        held_role.role = Role.MEMBER
        held_role.save(update_fields=["role"])


def _kept(person: User, territory: Territory) -> QuerySet[Membership]:
    own = Membership.objects.filter(user=person, circle__territory=territory)
    return own.filter(role__in=Membership.MODERATING)
