"""The outlines of the départements, read from the map's own file."""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from pathlib import Path

FILE = Path(__file__).parent / "static/maillage_cartography/departements.topojson"

Ring = list[tuple[float, float]]  # longitude, latitude


@cache
def outlines() -> dict[str, list[Ring]]:
    """Code of the département → its outer rings."""
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    (layer,) = topology["objects"].values()
    return {
        geometry["properties"]["code"]: [_ring(polygon[0], arcs) for polygon in _polygons(geometry)]
        for geometry in layer["geometries"]
    }


def _polygons(geometry: dict) -> list:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def _decoded(arc: list, transform: dict) -> Ring:
    """Deltas of integers → degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    points = accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1]))
    return [(x * scale_x + shift_x, y * scale_y + shift_y) for x, y in points]


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """A negative index is an arc read backwards; arcs share their ends."""
    ring: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring
