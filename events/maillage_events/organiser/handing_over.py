"""Events to come that somebody has announced: a colleague answers for them after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from wagtail.permissions import page_permission_policy

from maillage.workload import HELD_NAMED, HeldThing
from maillage_events.models import EventPage, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.territories.models import Territory


def held(person: User, territory: Territory, at: datetime) -> int:
    return _to_come(person, territory, at).count()


def named(person: User, territory: Territory, at: datetime, reader: User) -> Iterator[HeldThing]:
    """In the order of their titles, of those that the reader may change."""
    theirs = page_permission_policy.instances_user_has_permission_for(reader, "change")
    pages = _to_come(person, territory, at).filter(pk__in=theirs.values("pk"))
    for page in pages.order_by("title", "pk")[:HELD_NAMED]:
        yield HeldThing(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def hand_over(person: User, to: User, territory: Territory, at: datetime) -> None:
    _to_come(person, territory, at).update(owner=to)


def _to_come(person: User, territory: Territory, at: datetime) -> QuerySet[EventPage]:
    ahead = Occurrence.objects.filter(event__territory=territory, ends_at__gt=at)
    return EventPage.objects.filter(owner=person, live=True, event__in=ahead.values("event"))
