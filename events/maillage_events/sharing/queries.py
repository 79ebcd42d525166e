"""Where a person decides of what the portal shows, and how each event stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import IntegerField, Value
from django.utils import timezone

from maillage.permissions import may_everywhere, territories_where
from maillage_events.models import Event, EventShare, Occurrence
from maillage_events.presentation.portals import portal_territories
from maillage_events.sharing.states import SHOWN, UNDECIDED, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.territories.models import Territory
    from maillage_events.models.events import EventQuerySet

UNDECIDED_ONLY = "a-decider"


def territories_of(user: User, verb: str) -> list[Territory]:
    """Where the person does that; the national team answers for every portal."""
    if may_everywhere(user, verb, EventShare):
        return list(portal_territories())
    own = territories_where(user, verb, EventShare)
    return sorted(own, key=lambda territory: territory.name)


def located_here(
    territories: Collection[Territory], *, undecided: bool = False
) -> list[Occurrence]:
    """The next date of each event of others there: all, or those that wait for a decision."""
    rows = Event.objects.listed()
    rows = rows.undecided_in(territories) if undecided else rows.of_others_in(territories)
    dates = Occurrence.objects.filter(event__in=rows).upcoming(timezone.now())
    following: dict[int, Occurrence] = {}
    for date in dates.select_related("event__territory", "event__commune").in_time_order()[:2000]:
        following.setdefault(date.event_id, date)
    return list(following.values())


def undecided_for(user: User, at: datetime) -> EventQuerySet:
    """Events of others that wait for the person to say whether their portals show them."""
    coming = Occurrence.objects.upcoming(at).values("event")
    own = territories_where(user, "publish", EventShare)
    return Event.objects.listed().undecided_in(own).filter(pk__in=coming)


def states(
    events: Collection[int], territories: Collection[Territory]
) -> dict[tuple[int, int], str]:
    """(event, territory) → how it stands in a portal whose team decides of it; three queries."""
    rows = Event.objects.filter(pk__in=events).order_by()
    concerned = _pairs(territories, lambda one: rows.of_others_in([one]))
    shown = _pairs(territories, rows.shown_by)
    shares = EventShare.objects.filter(event__in=events, territory__in=territories)
    told = {(share.event_id, share.territory_id): state_of(share) for share in shares}
    return {pair: told.get(pair, SHOWN if pair in shown else UNDECIDED) for pair in concerned}


def _pairs(
    territories: Iterable[Territory], rows_of: Callable[[Territory], QuerySet]
) -> set[tuple[int, int]]:
    """(event, territory) of the rows of each territory, in one query for all."""
    first, *others = [
        rows_of(one).values_list("pk", Value(one.pk, output_field=IntegerField()))
        for one in territories
    ] or [Event.objects.none()]
    return set(first.union(*others, all=True) if others else first)
