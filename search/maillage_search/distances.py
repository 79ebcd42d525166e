"""How far, and how much that counts."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from maillage.values import Point

EARTH_KM = 6371.0
PIVOT_KM = 10.0
NEARNESS = 3.0


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance."""
    south, north = radians(a.latitude), radians(b.latitude)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def nearness(distance: float | None) -> float:
    """Factor of a score: 4 on the spot, 2.5 at ten kilometres, 1 far away or nowhere."""
    return 1.0 if distance is None else 1.0 + NEARNESS * 0.5 ** (distance / PIVOT_KM)
