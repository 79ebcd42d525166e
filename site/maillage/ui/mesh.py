"""The mesh, a portal's mark: its territory's outline and its real places as linked dots.

Pure and deterministic: the same places give the same picture (``drawn``), of which a page is given
the SVG (``mesh_svg``) and what is shared elsewhere a PNG. The SVG holds neither text nor
colour; the style sheet uses it as a mask, so that it takes the theme's colour in both schemes.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maillage.values import Point

XY = tuple[float, float]

SIZE = 400


@dataclass(frozen=True)
class Drawing:
    """How fine the picture is; lengths are in 400ths of its larger side."""

    dots: int
    tolerance: float
    smallest_ring: float
    longest_link: float
    dot: float
    border: float
    link: float

    @property
    def margin(self) -> float:
        return self.dot + self.border


MESH = Drawing(64, tolerance=1.6, smallest_ring=10, longest_link=130, dot=3.2, border=1.8, link=1.4)
MARK = Drawing(7, tolerance=9, smallest_ring=90, longest_link=400, dot=24, border=12, link=11)


@dataclass(frozen=True)
class Mesh:
    """What is drawn, in units of which the larger side has 400; empty without ring or dot.

    Each dot has a factor of its drawing's size, by the number of places it stands for.
    """

    width: float
    height: float
    rings: list[list[XY]]
    links: list[tuple[XY, XY]]
    dots: dict[XY, float]
    drawing: Drawing

    def __bool__(self) -> bool:
        return bool(self.rings or self.dots)


def mesh_svg(
    places: Iterable[Point], outline: Sequence[Sequence[Point]] = (), drawing: Drawing = MESH
) -> str:
    """An SVG of at most a few kilobytes; empty when there is nothing to draw."""
    mesh = drawn(places, outline, drawing)
    return _document(mesh) if mesh else ""


def drawn(
    places: Iterable[Point], outline: Sequence[Sequence[Point]] = (), drawing: Drawing = MESH
) -> Mesh:
    places = sorted(places, key=lambda p: (p.latitude, p.longitude))
    frame = _Frame([p for ring in outline for p in ring] or places, drawing.margin)
    rings = [_simplified([frame.place(p) for p in ring], drawing.tolerance) for ring in outline]
    rings = [ring for ring in rings if len(ring) > 3 and _spread(ring) > drawing.smallest_ring]
    dots = _dots([frame.place(p) for p in places if frame.holds(p)], drawing.dots)
    links = _links(list(dots), drawing.longest_link)
    return Mesh(frame.width, frame.height, rings, links, _sized(dots), drawing)


class _Frame:
    """Degrees to pixels: equirectangular around the middle, fitted in a square."""

    def __init__(self, points: Sequence[Point], margin: float) -> None:
        self.margin = margin
        longitudes = [p.longitude for p in points] or [0.0]
        latitudes = [p.latitude for p in points] or [0.0]
        self.west, self.east = min(longitudes), max(longitudes)
        self.south, self.north = min(latitudes), max(latitudes)
        self.shrink = math.cos(math.radians((self.south + self.north) / 2))
        extent = max((self.east - self.west) * self.shrink, self.north - self.south, 1e-6)
        self.scale = (SIZE - 2 * margin) / extent
        self.width = (self.east - self.west) * self.shrink * self.scale + 2 * margin
        self.height = (self.north - self.south) * self.scale + 2 * margin

    def holds(self, point: Point) -> bool:
        inside = self.west <= point.longitude <= self.east
        return inside and self.south <= point.latitude <= self.north

    def place(self, point: Point) -> XY:
        x = (point.longitude - self.west) * self.shrink * self.scale + self.margin
        y = (self.north - point.latitude) * self.scale + self.margin
        return (round(x, 1), round(y, 1))


def _spread(ring: Sequence[XY]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _simplified(line: list[XY], tolerance: float) -> list[XY]:
    """Douglas-Peucker, without recursion; a closed line is cut at its farthest point."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        gaps = [(_gap(line[i], line[first], line[last]), i) for i in range(first + 1, last)]
        worst, at = max(gaps, default=(0.0, 0))
        if worst > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def _gap(point: XY, start: XY, end: XY) -> float:
    """Distance from a point to the segment's line; to its start when the segment is a point."""
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _dots(points: Sequence[XY], limit: int) -> dict[XY, int]:
    """A well-spread sample of the points, each with the number of points it stands for."""
    cells = sorted({(round(x / 4) * 4.0, round(y / 4) * 4.0) for x, y in points})
    if not cells:
        return {}
    chosen = [cells[len(cells) // 2]]
    nearest = {cell: math.dist(cell, chosen[0]) for cell in cells}
    while len(chosen) < min(limit, len(cells)):
        farthest = max(nearest, key=lambda cell: (nearest[cell], cell))
        chosen.append(farthest)
        nearest = {cell: min(gap, math.dist(cell, farthest)) for cell, gap in nearest.items()}
    weights = Counter(min(chosen, key=lambda dot: math.dist(dot, point)) for point in points)
    return {dot: weights[dot] for dot in sorted(chosen)}


def _links(dots: Sequence[XY], longest: float) -> list[tuple[XY, XY]]:
    """Gabriel graph: two dots are linked when no third lies in the circle between them."""
    found = []
    for i, one in enumerate(dots):
        for other in dots[i + 1 :]:
            length = math.dist(one, other)
            middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
            others = (dot for dot in dots if dot not in (one, other))
            if length < longest and all(math.dist(middle, d) >= length / 2 for d in others):
                found.append((one, other))
    return found


def _document(mesh: Mesh) -> str:
    borders = "".join(f"M{'L'.join(_xy(p) for p in ring)}Z" for ring in mesh.rings)
    links = "".join(f"M{_xy(one)}L{_xy(other)}" for one, other in mesh.links)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {mesh.width:.0f} {mesh.height:.0f}"'
        ' fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round">'
        f'<path fill="#000" fill-opacity=".16" stroke-opacity=".6"'
        f' stroke-width="{mesh.drawing.border}" d="{borders}"/>'
        f'<path stroke-opacity=".6" stroke-width="{mesh.drawing.link}" d="{links}"/>'
        f"{''.join(_dotted(mesh))}</svg>\n"
    )


def _sized(dots: dict[XY, int]) -> dict[XY, float]:
    """Dots in three sizes, by the number of places each stands for."""
    heaviest = max(dots.values(), default=1)
    shares = {dot: math.sqrt(weight / heaviest) for dot, weight in dots.items()}
    return {dot: 0.8 if s < 0.4 else 1.2 if s < 0.75 else 1.6 for dot, s in shares.items()}


def _dotted(mesh: Mesh) -> Iterator[str]:
    """Round ends of empty lines."""
    paths = {0.8: "", 1.2: "", 1.6: ""}
    for dot, factor in mesh.dots.items():
        paths[factor] += f"M{_xy(dot)}h0"
    for factor, path in paths.items():
        if path:
            yield f'<path stroke-width="{2 * mesh.drawing.dot * factor:g}" d="{path}"/>'


def _xy(point: XY) -> str:
    return f"{point[0]:g} {point[1]:g}"
