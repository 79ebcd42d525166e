"""Where a territory's borders run: rings read from the TopoJSON files beside this module.

Good to 500 m: for a drawing or a base map, never to decide what lies inside.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillage.values import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(__file__).parent / "data" / "geo"
FILES = {"dep": "departements.topojson", "coll": "departements.topojson", "epci": "epci.topojson"}

Ring = tuple[Point, ...]


def outline(kind: str, code: str) -> list[Ring]:
    """Outer rings of a territory, the longest first; empty when nobody drew it."""
    if kind not in FILES:
        return []
    topology = _read(FILES[kind])
    for geometry in _geometries(topology):
        if geometry["properties"]["code"] == code:
            return _sorted(_ring(topology, polygon[0]) for polygon in _polygons(geometry))
    return []


def national_outline() -> list[Ring]:
    """The coast and the land borders of European France: arcs that only one département uses."""
    topology = _read(FILES["dep"])
    polygons = [
        polygon[0]
        for geometry in _geometries(topology)
        if not geometry["properties"]["code"].startswith("97")
        for polygon in _polygons(geometry)
    ]
    uses = Counter(_index(arc) for polygon in polygons for arc in polygon)
    outer = [arc for polygon in polygons for arc in polygon if uses[_index(arc)] == 1]
    return _sorted(_chained([_arc(topology, arc) for arc in outer]))


@cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((DATA / name).read_text("utf-8"))


def _geometries(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for collection in topology["objects"].values():
        yield from collection["geometries"]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def _index(arc: int) -> int:
    """A negative number is the same arc, walked backwards."""
    return arc if arc >= 0 else ~arc


def _arc(topology: dict[str, Any], arc: int) -> Ring:
    """Points of an arc, undoing TopoJSON's deltas and quantization."""
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    steps = topology["arcs"][_index(arc)]
    xs, ys = accumulate(step[0] for step in steps), accumulate(step[1] for step in steps)
    points = [Point(y * scale_y + bottom, x * scale_x + left) for x, y in zip(xs, ys, strict=True)]
    return tuple(points if arc >= 0 else reversed(points))


def _ring(topology: dict[str, Any], arcs: list[int]) -> Ring:
    points: list[Point] = []
    for arc in arcs:
        following = _arc(topology, arc)
        points.extend(following[1:] if points else following)
    return tuple(points)


def _chained(arcs: list[Ring]) -> Iterator[Ring]:
    """Join arcs end to start until each ring closes."""
    by_start = {arc[0]: arc for arc in arcs}
    while by_start:
        _, chain = by_start.popitem()
        while (following := by_start.pop(chain[-1], None)) is not None:
            chain += following[1:]
        yield chain


def _sorted(rings: Iterable[Ring]) -> list[Ring]:
    return sorted(rings, key=len, reverse=True)
