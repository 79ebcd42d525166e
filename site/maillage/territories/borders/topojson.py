"""Reading TopoJSON: shapes that share the arcs of their borders, in whole steps of a grid."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from maillage.values import Point

if TYPE_CHECKING:
    from pathlib import Path

Ring = tuple[Point, ...]


class Topology:
    """The file's shapes by their ``code``; ``.gz`` files are read as well."""

    def __init__(self, path: Path) -> None:
        written = path.read_bytes()
        plain = gzip.decompress(written) if path.suffix == ".gz" else written
        topology: dict[str, Any] = json.loads(plain)
        self.arcs: list[list[list[int]]] = topology["arcs"]
        self._scale, self._origin = (
            topology["transform"]["scale"],
            topology["transform"]["translate"],
        )
        self.shapes: dict[str, dict[str, Any]] = {
            geometry["properties"]["code"]: geometry
            for collection in topology["objects"].values()
            for geometry in collection["geometries"]
        }

    def polygons(self, code: str) -> list[list[list[int]]]:
        """A shape's polygons, each a list of rings made of numbers of arcs.

        None if it is unknown, or too small to be left any once simplified.
        """
        geometry = self.shapes.get(code, {})
        if "arcs" not in geometry:
            return []
        return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]

    def arc(self, number: int) -> Ring:
        """Points of an arc, undoing TopoJSON's deltas; a negative number walks it backwards."""
        (scale_x, scale_y), (left, bottom) = self._scale, self._origin
        steps = self.arcs[arc_index(number)]
        xs, ys = accumulate(step[0] for step in steps), accumulate(step[1] for step in steps)
        points = [
            Point(y * scale_y + bottom, x * scale_x + left) for x, y in zip(xs, ys, strict=True)
        ]
        return tuple(points if number >= 0 else reversed(points))

    def ring(self, arcs: list[int]) -> Ring:
        points: list[Point] = []
        for number in arcs:
            following = self.arc(number)
            points.extend(following[1:] if points else following)
        return tuple(points)


def arc_index(number: int) -> int:
    """A negative number is the same arc, walked backwards."""
    return number if number >= 0 else ~number
