"""Where a territory's borders run: rings read from the TopoJSON files of `data`.

Good to 500 m: for a drawing or a base map, never to decide what lies inside.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.territories.borders.topojson import Ring, Topology, arc_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(__file__).parents[1] / "data" / "geo"
FILES = {"dep": "departements.topojson", "coll": "departements.topojson", "epci": "epci.topojson"}


def outline(kind: str, code: str) -> list[Ring]:
    """Outer rings of a territory, the longest first; empty when nobody drew it."""
    if kind not in FILES:
        return []
    topology = _read(FILES[kind])
    return _sorted(topology.ring(polygon[0]) for polygon in topology.polygons(code))


def national_outline() -> list[Ring]:
    """The coast and the land borders of European France: arcs that only one département uses."""
    topology = _read(FILES["dep"])
    polygons = [
        polygon[0]
        for code in topology.shapes
        if not code.startswith("97")
        for polygon in topology.polygons(code)
    ]
    uses = Counter(arc_index(arc) for polygon in polygons for arc in polygon)
    outer = [arc for polygon in polygons for arc in polygon if uses[arc_index(arc)] == 1]
    return _sorted(_chained([topology.arc(arc) for arc in outer]))


@cache
def _read(name: str) -> Topology:
    return Topology(DATA / name)


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
