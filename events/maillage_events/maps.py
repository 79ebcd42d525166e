"""On-site events on the shared map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from maillage.values import Feature
from maillage_events.models import AttendanceMode, Event, Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.hours import moment
from maillage_events.presentation.location import point
from maillage_events.presentation.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.contributions import MapQuery
    from maillage.values import BoundingBox
    from maillage_events.models.occurrences import OccurrenceQuerySet


def features(query: MapQuery) -> Iterable[Feature]:
    """Each event once, at its next date that takes place."""
    dates = _dates(query)[: query.limit * 4]
    following: dict[int, Occurrence] = {}
    for date in dates:
        if len(following) < query.limit:
            following.setdefault(date.event_id, date)
    words = words_for(following, query.scope.language)
    addresses = Addresses(query.scope)
    for pk, date in following.items():
        where = point(date.event)
        if where is None or pk not in words:
            continue
        yield Feature(
            uuid=str(date.event.uuid),
            point=where,
            title=words[pk].title,
            url=addresses.here(words[pk], national=date.event.territory_id is None),
            summary=moment(date, query.scope.zone),
        )


def _dates(query: MapQuery) -> OccurrenceQuerySet:
    found = (
        Occurrence.objects.listed()
        .shown_in(query.scope)
        .upcoming(timezone.now())
        .filter(status=Occurrence.Status.SCHEDULED, event__status__in=Event.TAKES_PLACE)
        .filter(event__latitude__isnull=False, event__longitude__isnull=False)
        .exclude(event__attendance_mode=AttendanceMode.ONLINE)
    )
    if query.box:
        found = found.filter(_inside(query.box))
    return found.select_related("event").in_time_order()


def _inside(box: BoundingBox) -> Q:
    inside = Q(event__latitude__range=(box.south, box.north))
    if box.west <= box.east:
        return inside & Q(event__longitude__range=(box.west, box.east))
    return inside & (Q(event__longitude__gte=box.west) | Q(event__longitude__lte=box.east))
