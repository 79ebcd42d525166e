"""A small drawing that says where a place is in its département, without JavaScript."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

from maillage.territories.borders.outlines import outline

if TYPE_CHECKING:
    from maillage.values import Point

    Pixel = tuple[int, int]

WIDTH = 300
MARGIN = 12


@dataclass(frozen=True)
class Locator:
    """An SVG drawing: its size, the outline as a path, the place's position."""

    width: int
    height: int
    path: str
    x: int
    y: int

    @property
    def label_before(self) -> bool:
        """Whether the town's name fits better on the left of the dot."""
        return self.x > self.width / 2


def locator(point: Point, departement: str) -> Locator | None:
    """None where there is no outline: the overseas collectivities."""
    rings = outline("dep", departement)
    if not rings:
        return None
    edge = [position for ring in rings for position in ring]
    west, east = min(p.longitude for p in edge), max(p.longitude for p in edge)
    south, north = min(p.latitude for p in edge), max(p.latitude for p in edge)
    narrow = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrow, (north - south) * 0.8)

    def drawn(longitude: float, latitude: float) -> Pixel:
        x = MARGIN + (longitude - west) * narrow * scale
        return round(x), round(MARGIN + (north - latitude) * scale)

    width, height = (side + MARGIN for side in drawn(east, south))
    x, y = drawn(point.longitude, point.latitude)
    path = "".join(_path([drawn(p.longitude, p.latitude) for p in ring]) for ring in rings)
    inside = min(max(x, 4), width - 4), min(max(y, 4), height - 4)
    return Locator(width, height, path, *inside)


def _path(points: list[Pixel]) -> str:
    """Successive points that fall on the same pixel are drawn once."""
    kept = [points[0], *(b for a, b in itertools.pairwise(points) if a != b)]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"
