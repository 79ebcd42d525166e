"""What other plugins show on the map at the place itself: its next events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.contributions import MapLayer, MapQuery
from maillage.plugin import contributions
from maillage.territories.geometry import box_around, kilometres
from maillage_cartography.map.layers import LayerFailed, asked

if TYPE_CHECKING:
    from maillage.scope import Scope
    from maillage.values import Feature, Point

AT_THE_DOOR = 0.1  # km: what an address gives twice is not the same point twice
MOST = 3


def upcoming_events(point: Point | None, scope: Scope) -> list[Feature]:
    """The first features of the other plugins' layers at that point."""
    if point is None:
        return []
    query = MapQuery(scope=scope, box=box_around(point, AT_THE_DOOR), limit=MOST)
    return [one for layer in contributions(MapLayer) for one in _at_the_door(layer, query, point)]


def _at_the_door(layer: MapLayer, query: MapQuery, point: Point) -> list[Feature]:
    """None of a layer that fails: the page of the place stands without it."""
    try:
        features = asked(layer, query)
    except LayerFailed:
        return []
    return [one for one in features if kilometres(one.point, point) <= AT_THE_DOOR]
