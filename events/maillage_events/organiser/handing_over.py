"""Events to come that somebody has announced: a colleague answers for them after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.models import EventPage, Occurrence

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.territories.models import Territory


def held(person: User, territory: Territory, at: datetime) -> int:
    return _to_come(person, territory, at).count()


def hand_over(person: User, to: User, territory: Territory, at: datetime) -> None:
    _to_come(person, territory, at).update(owner=to)


def _to_come(person: User, territory: Territory, at: datetime) -> QuerySet[EventPage]:
    ahead = Occurrence.objects.filter(event__territory=territory, ends_at__gt=at)
    return EventPage.objects.filter(owner=person, live=True, event__in=ahead.values("event"))
