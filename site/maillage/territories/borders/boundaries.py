"""How far a point lies from the land of a commune: for imports and commands, never for a page.

All of France is read at once, in half a second, and held as long as the object is. Borders are
good to a kilometre: what is asked of them is asked by several.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from math import cos, hypot, inf, radians
from pathlib import Path
from typing import TYPE_CHECKING

from maillage.territories.borders.topojson import Topology
from maillage.territories.geometry import KM_PER_DEGREE

if TYPE_CHECKING:
    from maillage.values import Point

FILE = Path(__file__).parents[1] / "data" / "geo" / "communes.topojson.gz"
Flat = tuple[float, float]


class Boundaries:
    """The communes' land; the file is read when the first point is asked about."""

    def __init__(self) -> None:
        self._rings: dict[str, list[list[Flat]]] = {}

    @cached_property
    def _topology(self) -> Topology:
        return Topology(FILE)

    def km_outside(self, code: str, point: Point) -> float | None:
        """Kilometres to the commune, 0.0 inside; None where nobody drew it.

        Arrondissements, and the collectivities but La Réunion, Mayotte and the Antilles, are not
        drawn.
        """
        narrow = cos(radians(point.latitude))
        around = [
            [
                (
                    (x - point.longitude) * narrow * KM_PER_DEGREE,
                    (y - point.latitude) * KM_PER_DEGREE,
                )
                for x, y in ring
            ]
            for ring in self._land(code)
        ]
        if not around:
            return None
        edges = [edge for ring in around for edge in pairwise(ring)]
        if sum(_crossed(*edge) for edge in edges) % 2:
            return 0.0
        return min((_distance(*edge) for edge in edges), default=inf)

    def _land(self, code: str) -> list[list[Flat]]:
        """Every ring, holes too: a point inside crosses an odd number of edges."""
        if code not in self._rings:
            self._rings[code] = [
                [(point.longitude, point.latitude) for point in self._topology.ring(ring)]
                for polygon in self._topology.polygons(code)
                for ring in polygon
            ]
        return self._rings[code]


def _crossed(one: Flat, other: Flat) -> bool:
    """Whether a ray from the origin to the east crosses that edge."""
    (x1, y1), (x2, y2) = one, other
    return (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0


def _distance(one: Flat, other: Flat) -> float:
    """Of the origin from a segment."""
    (x1, y1), (x2, y2) = one, other
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return hypot(x1 + along * dx, y1 + along * dy)
