"""Places as the search finds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils import timezone

from maillage.territories.models import Territory
from maillage.themes.needs import need_in, needs_of
from maillage.values import SearchDocument
from maillage_cartography.finder.around import RADII
from maillage_cartography.models import Place, Stop
from maillage_cartography.opening_hours.criteria import NOW, Wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.contributions import MapQuestion
    from maillage.territories.models import Commune
    from maillage.values import Point

KIND = "place"
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
MOST_TOLD = 280
# As far as the search looks around a town when nothing else is chosen.
WIDE = 50
COLLECTIVITIES = frozenset({"975", "977", "978", "984", "986", "987", "988"})


def queryset() -> QuerySet[Place]:
    return Place.objects.select_related("commune").with_stops()


def documents(place: Place) -> Iterator[SearchDocument]:
    """One document: sources describe places in French only.

    A mobile place counts for the territories where it stops, and is found by the towns of its
    stops. It has a position when it stops at one alone: otherwise it serves these territories.
    """
    commune, stops = place.commune, place.stops_shown
    towns = list(dict.fromkeys(stop.commune for stop in stops))
    yield SearchDocument(
        uid=f"{KIND}:{place.uuid}:fr",
        kind=KIND,
        title=place.name,
        url=place.get_absolute_url(),
        summary=place.summary,
        body=place.description,
        address="; ".join(filter(None, (_where(place), *map(_stop, stops)))),
        keywords=(
            commune.name,
            place.postal_code,
            *(town.name for town in towns),
            *(str(need.label) for need in needs_of(place.values("services"))),
            *place.values("services"),
            *place.values("programmes"),
        ),
        territories=tuple(
            dict.fromkeys(code for town in towns or [commune] for code in territory_codes(town))
        ),
        point=_point(place),
        date=place.updated_on,
    )


def open_at(uuids: Collection[str], moment: datetime) -> set[str]:
    """Those surely open then: mobile places by their stops. What is no UUID names no place.

    One query; each distinct row of hours is evaluated once.
    """
    named = Place.objects.filter(uuid__in=[uuid for uuid in uuids if UUID.fullmatch(uuid)])
    said = [f"hours__{name}" for name in ("osm", "zone", "holiday_region")]
    at_home = named.at_home().filter(hours__isnull=False).order_by()
    stopping = Stop.objects.current().filter(place__in=named.values("pk")).order_by()
    kept = at_home.values_list("uuid", "hours", *said).union(
        stopping.values_list("place__uuid", "hours", *said), all=True
    )
    rows = list(kept)
    open_ones = set(Wanted(at=moment, choice=NOW).among({row[1:] for row in rows}))
    return {str(uuid) for uuid, hours, *_said in rows if hours in open_ones}


def on_map(question: MapQuestion) -> str:
    """The list of places and its map, around the same town, for the same need."""
    need = need_in(question.text)
    wanted = Wanted.during(question.days, timezone.now())
    asked = {"service": need.slug if need else "", **wanted.parameters}
    if question.open_now:
        asked["ouvert"] = NOW
    if question.commune:
        wide = (km for km in RADII if km >= (question.within or WIDE))
        asked |= {"commune": question.commune, "rayon": str(next(wide, RADII[-1]))}
    query = urlencode({name: value for name, value in asked.items() if value})
    return question.scope.url("maillage_cartography:list") + (f"?{query}" if query else "")


def _where(place: Place) -> str:
    """Where people are received, in one line."""
    if stops := place.stops_shown:
        return ", ".join(dict.fromkeys(stop.commune.name for stop in stops))[:MOST_TOLD]
    return f"{place.address}, {place.postal_code} {place.commune.name}".strip(", ")


def _stop(stop: Stop) -> str:
    return f"{stop.commune.name}, {stop.spot} {stop.address}".strip()


def _point(place: Place) -> Point | None:
    stops = place.stops_shown
    points = {stop.point for stop in stops}
    return place.point if not stops else points.pop() if len(points) == 1 else None


def territory_codes(commune: Commune) -> Iterator[str]:
    """As ``Territory.code_path`` writes them."""
    kinds = Territory.Kind
    yield f"{kinds.COMMUNE}:{commune.parent_id or commune.pk}"
    departement = commune.departement_code
    kind = kinds.COLLECTIVITY if departement in COLLECTIVITIES else kinds.DEPARTEMENT
    yield f"{kind}:{departement}"
    if commune.epci_code:
        yield f"{kinds.EPCI}:{commune.epci_code}"
    if commune.region_code:
        yield f"{kinds.REGION}:{commune.region_code}"
