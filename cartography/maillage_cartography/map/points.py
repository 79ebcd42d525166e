"""What the map draws: positions in columns, deltas instead of values, no more than is needed.

Up to ``MOST_POINTS`` places, each is a point::

    {"kind": "points", "base": "/morbihan/lieux/", "towns": ["Auray", …],
     "id": "<base64 of the UUIDs' first 6 bytes>", "name": [...], "town": [deltas],
     "lat": [deltas in 1e-4 degree], "lon": [deltas],
     "doors": [[number of the first place behind one door, address of the door], …]}

Beyond, each territory is a cluster, which the map asks for in turn with ``dans=<path>``: the
départements of France, the EPCI of a département, the communes of an EPCI::

    {"kind": "clusters",
     "items": [[path, name, count, latitude, longitude, south, west, north, east], …]}

Both say on which part of France the map opens and where else there are places::

    "areas": [[name, count, south, west, north, east], …]
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from maillage_cartography.map.areas import areas
from maillage_cartography.map.clusters import clusters
from maillage_cartography.models.places import folded

if TYPE_CHECKING:
    from uuid import UUID

    from maillage.scope import Scope
    from maillage_cartography.models.places import PlaceQuerySet
    from maillage_cartography.models.stops import StopQuerySet

WHERE = ("commune__name", "commune__departement_code", "address", "latitude", "longitude")
AT_HOME = ("uuid", "name", *WHERE)
AT_A_STOP = ("place__uuid", "place__name", *WHERE)
SIDES = ((min, "latitude"), (min, "longitude"), (max, "latitude"), (max, "longitude"))
MOST_POINTS = 1000
PRECISION = 10_000
# Of an identifier's 16 bytes, those that a link of the map needs: two of a million places share
# them once in 500 times, and both are then one click away.
ID_BYTES = 6


class Row(NamedTuple):
    """A place where it is drawn."""

    uuid: UUID
    name: str
    town: str
    departement: str
    address: str
    latitude: float
    longitude: float

    @property
    def position(self) -> tuple[int, int]:
        return round(self.latitude * PRECISION), round(self.longitude * PRECISION)

    @property
    def order(self) -> tuple:
        """Neighbours follow each other: their differences are small."""
        return self.town, self.departement, self.latitude, self.longitude, self.name, self.uuid


def points(
    places: PlaceQuerySet, stops: StopQuerySet, scope: Scope, inside: str = ""
) -> dict[str, object]:
    """Points, or clusters when there are too many; places without coordinates are in the list.

    A mobile place is drawn at each of those of ``stops`` that are its own, and nowhere else.
    ``inside``: the path of the territory that they were already narrowed to.
    """
    located = places.order_by().at_home().located()
    stops = stops.located().filter(place__in=places.order_by().values("pk")).order_by()
    too_many = located.count() + stops.count() > MOST_POINTS
    if too_many and (items := clusters(located, stops, inside)):
        extents = ((item.path, item.count, *item[5:]) for item in items)
        return {"kind": "clusters", "areas": areas(extents), "items": items}
    drawn = [Row(*row) for row in located.values_list(*AT_HOME)]
    drawn += [Row(*row) for row in stops.values_list(*AT_A_STOP).distinct()]
    return {
        "kind": "points",
        "base": scope.url("maillage_cartography:list"),
        **_columns(sorted(drawn, key=attrgetter("order"))),
    }


def _columns(rows: list[Row]) -> dict[str, object]:
    distinct = list(dict.fromkeys(row.town for row in rows))
    index = {town: number for number, town in enumerate(distinct)}
    positions = [row.position for row in rows]
    return {
        "areas": areas(_extents(rows)),
        "towns": distinct,
        "id": b64encode(b"".join(row.uuid.bytes[:ID_BYTES] for row in rows)).decode(),
        "name": [row.name for row in rows],
        "town": _deltas([index[row.town] for row in rows]),
        "lat": _deltas([latitude for latitude, _longitude in positions]),
        "lon": _deltas([longitude for _latitude, longitude in positions]),
        "doors": _doors(rows),
    }


def _extents(rows: list[Row]) -> list[tuple]:
    """How far the places of each département go, on all sides."""
    found = defaultdict(list)
    for row in rows:
        found[row.departement].append(row)
    return [
        (code, len(group), *(of(getattr(row, side) for row in group) for of, side in SIDES))
        for code, group in found.items()
    ]


def _doors(rows: list[Row]) -> list[tuple[int, str]]:
    """Where several places are at one point: the first of them, and the address if all share it."""
    found = defaultdict(list)
    for number, row in enumerate(rows):
        found[row.position].append(number)
    return [
        (numbers[0], rows[numbers[0]].address)
        for numbers in found.values()
        if len(numbers) > 1 and len({folded(rows[number].address) for number in numbers}) == 1
    ]


def _deltas(values: list[int]) -> list[int]:
    return [*values[:1], *(b - a for a, b in pairwise(values))]
