"""What the map draws: positions in columns, deltas instead of values, no more than is needed.

Up to ``MOST_POINTS`` places, each is a point::

    {"kind": "points", "base": "/morbihan/lieux/", "towns": ["Auray", …],
     "id": "<base64 of the UUIDs' first 6 bytes>", "name": [...], "town": [deltas],
     "lat": [deltas in 1e-4 degree], "lon": [deltas]}

Beyond, each département is a cluster, which the map asks for in turn with ``dans=<code>``::

    {"kind": "clusters", "items": [[code, name, count, latitude, longitude], …]}
"""

from __future__ import annotations

from base64 import b64encode
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Avg, Count

from maillage.territories.models import Territory

if TYPE_CHECKING:
    from uuid import UUID

    from maillage.scope import Scope
    from maillage_cartography.querysets import PlaceQuerySet

MOST_POINTS = 1000
PRECISION = 10_000
# Of an identifier's 16 bytes, those that a link of the map needs: two of a million places share
# them once in 500 times, and both are then one click away.
ID_BYTES = 6


def points(places: PlaceQuerySet, scope: Scope) -> dict[str, object]:
    """Points, or clusters when there are too many; places without coordinates are in the list."""
    located = places.located()
    if located.count() > MOST_POINTS:
        return {"kind": "clusters", "items": _clusters(located)}
    rows = located.order_by("commune__name", "commune", "latitude", "longitude").values_list(
        "uuid", "name", "commune__name", "latitude", "longitude"
    )
    return {
        "kind": "points",
        "base": scope.url("maillage_cartography:list"),
        **_columns(list(rows)),
    }


def _columns(rows: list[tuple[UUID, str, str, float, float]]) -> dict[str, object]:
    uuids, names, towns, latitudes, longitudes = zip(*rows, strict=True) if rows else [()] * 5
    distinct = list(dict.fromkeys(towns))
    index = {town: number for number, town in enumerate(distinct)}
    return {
        "towns": distinct,
        "id": b64encode(b"".join(uuid.bytes[:ID_BYTES] for uuid in uuids)).decode(),
        "name": list(names),
        "town": _deltas([index[town] for town in towns]),
        "lat": _deltas([round(value * PRECISION) for value in latitudes]),
        "lon": _deltas([round(value * PRECISION) for value in longitudes]),
    }


def _deltas(values: list[int]) -> list[int]:
    return [*values[:1], *(b - a for a, b in pairwise(values))]


def _clusters(places: PlaceQuerySet) -> list[list[object]]:
    kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
    names = dict(Territory.objects.filter(kind__in=kinds).values_list("code", "name"))
    groups = places.order_by().values_list("commune__departement_code")
    groups = groups.annotate(n=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude"))
    return [
        [code, names.get(code, code), n, round(lat, 4), round(lon, 4)]
        for code, n, lat, lon in sorted(groups)
    ]
