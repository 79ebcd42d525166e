"""Events of the nation, and those of others located here: taken up, put forward, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from maillage.outbox.writing import index_later
from maillage.territories.models import Territory
from maillage_events.models import Event, EventPage, EventShare
from maillage_events.presentation.portals import portal_territories
from maillage_events.publishing.readiness import refuse_to_show
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.scope import Scope
    from maillage_events.models import Occurrence
    from maillage_events.models.events import EventQuerySet

EARLIEST, LATEST = time(7), time(21)


class NotOfferedError(Exception):
    """The event is another territory's and nothing of it lies here, or it is the portal's own."""


@dataclass(frozen=True)
class OddHour:
    """A national date that begins too early or ends too late on a territory's clock."""

    territory: Territory
    start: datetime
    end: datetime


@transaction.atomic
def take_up(
    event: Event,
    territory: Territory,
    *,
    at: datetime,
    introduction: str = "",
    contact: str = "",
    pinned: bool = False,
    hidden: bool = False,
) -> EventShare:
    """Show that event in that portal, or change how it is shown.

    Raises NotOfferedError, and Refused for one that does not say where people go.
    """
    if not offered_to(territory).filter(pk=event.pk).exists():
        raise NotOfferedError
    if not (hidden or event.shares.filter(territory=territory, hidden=False).exists()):
        refuse_to_show(event)
    said = {
        "introduction": introduction,
        "contact": contact,
        "pinned": pinned and not hidden,
        "hidden": hidden,
        "modified_at": at,
    }
    share, _new = EventShare.objects.update_or_create(
        event=event, territory=territory, defaults=said, create_defaults={**said, "created_at": at}
    )
    index_later(EventPage.search_kind, event.uuid)
    return share


@transaction.atomic
def withdraw_share(share: EventShare, *, at: datetime) -> None:
    """The portal shows it no more; the event, its seats and its sign-ups stay as they are."""
    EventShare.objects.filter(pk=share.pk).update(hidden=True, pinned=False, modified_at=at)
    index_later(EventPage.search_kind, share.event.uuid)


def offered_to(territory: Territory) -> EventQuerySet:
    """What its team may show or hide: national events, and those of others located there."""
    of_others = Event.objects.of_others_in([territory])
    return Event.objects.filter(Q(territory=None) | Q(pk__in=of_others.values("pk")))


def take_up_everywhere(event: Event, *, at: datetime) -> int:
    """In every portal that has not decided by itself; how many were added. Raises Refused."""
    decided = event.shares.values("territory")
    missing = portal_territories().exclude(pk__in=decided)
    for territory in missing:
        take_up(event, territory, at=at)
    return len(missing)


def share_in(event: Event, scope: Scope) -> EventShare | None:
    """How the portal being read presents the event; None on the national one."""
    if scope.territory is None or event.territory_id is not None:
        return None
    return event.shares.filter(territory=scope.territory, hidden=False).first()


def odd_hours(date: Occurrence | None, territories: Iterable[Territory]) -> list[OddHour]:
    """Where that date begins before seven or ends after nine in the evening."""
    if date is None or date.event.all_day:
        return []
    found = []
    for territory in territories:
        tzinfo = zone(territory.time_zone)
        start, end = date.starts_at.astimezone(tzinfo), date.ends_at.astimezone(tzinfo)
        if start.time() < EARLIEST or end.time() > LATEST or end.date() > start.date():
            found.append(OddHour(territory, start, end))
    return found
