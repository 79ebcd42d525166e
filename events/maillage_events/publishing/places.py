"""Where an event takes place: a soft link to the map, and the event's own copy of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maillage.contributions import Resolver
from maillage.plugin import contributions
from maillage.scope import NATIONAL_ZONE
from maillage.territories.models import Commune, Territory

if TYPE_CHECKING:
    from maillage.values import Resolved
    from maillage_events.models import Event, EventFacts

COPIED = ("place_name", "address", "latitude", "longitude", "commune_id")
logger = logging.getLogger(__name__)


def resolved(urn: str) -> Resolved | None:
    """What the link stands for now; None when nobody knows it or its plugin fails."""
    scheme = urn.split(":")[1] if urn.count(":") >= 2 else ""
    for resolver in contributions(Resolver):
        if resolver.scheme != scheme:
            continue
        try:
            return resolver.resolve([urn]).get(urn)
        except Exception:
            logger.exception("the resolver of %s failed", scheme)
    return None


def own_copy(place: Resolved) -> dict[str, object]:
    """Facts of the event that come from the place."""
    found: dict[str, object] = {"place_name": place.title, "address": place.address}
    if place.point:
        found |= {"latitude": place.point.latitude, "longitude": place.point.longitude}
    if place.commune and Commune.objects.filter(pk=place.commune).exists():
        found["commune_id"] = place.commune
    return found


def where(facts: EventFacts, place: Resolved | None, event: Event | None) -> dict[str, object]:
    """What an event says of its place once these facts hold.

    The words of the map come first. Of a place that nobody knows any more, the event keeps its
    copy, unless somebody wrote other words.
    """
    if place:
        return own_copy(place)
    same = event is not None and bool(facts.place_urn) and facts.place_urn == event.place_urn
    if same and not facts.names_place:
        return {name: getattr(event, name) for name in COPIED}
    return {}


def zone_name(place: Resolved | None, commune_code: str | None, territory: Territory | None) -> str:
    """The zone of the place, else of its commune, else of the portal's territory, else Paris."""
    if place and place.zone:
        return place.zone
    if commune_code:
        kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
        commune = Commune.objects.get(pk=commune_code)
        around = Territory.objects.filter(kind__in=kinds, code=commune.departement_code).first()
        if around:
            return around.time_zone
    return territory.time_zone if territory else NATIONAL_ZONE
