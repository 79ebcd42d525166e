"""A portal's picture for what shares it, and its icons: drawn here, in its own colours.

Pure: a name, colours and a mesh in, a file's bytes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from maillage import ui
from maillage.ui.mesh import MARK, Mesh
from maillage.ui.theme import LIGHT_INK, NATIONAL, Brand, mix, weaknesses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFont import FreeTypeFont

CARD = (1200, 630)  # what social networks and messengers show whole
ICON_SIDE = 512
FINER = 2  # drawn larger, then reduced: smooth lines
COLOURS = 64  # of the file: flat colours and their edges
FONT = "static/maillage/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
MARGIN, BAR = 72, 18
TEXT_WIDTH, MESH_SIDE = 600, 440
SIZES = (104, 92, 80, 70, 60, 52)  # of the name, the largest that holds in three lines
LINES = 3
# The mark of the platform, for a portal that has neither border nor place to draw.
PLAIN = Mesh(
    400,
    400,
    rings=[],
    links=[
        ((60, 320), (60, 110)),
        ((60, 110), (200, 220)),
        ((200, 220), (340, 110)),
        ((340, 110), (340, 320)),
    ],
    dots=dict.fromkeys(((60, 320), (60, 110), (200, 220), (340, 110), (340, 320)), 1.2),
    drawing=MARK,
)


@dataclass(frozen=True)
class Pen:
    """Colours of a mesh on a flat background, and where it is drawn."""

    background: str
    ink: str
    left: float
    top: float
    scale: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.left + point[0] * self.scale, self.top + point[1] * self.scale


def card(name: str, tagline: str, brand: Brand, mesh: Mesh) -> bytes:
    """A PNG of 1200 × 630: the portal's name, one line, its mesh."""
    brand = readable(brand)
    picture = Image.new("RGB", (CARD[0] * FINER, CARD[1] * FINER), brand.soft)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, (CARD[1] - BAR) * FINER, CARD[0] * FINER, CARD[1] * FINER), brand.strong)
    _write(draw, name, tagline, brand)
    box = (CARD[0] - MARGIN - MESH_SIDE, (CARD[1] - BAR - MESH_SIDE) / 2, MESH_SIDE)
    _draw_mesh(draw, mesh or PLAIN, _pen(mesh or PLAIN, box, brand.soft, brand.strong))
    return _png(picture.resize(CARD, Image.Resampling.LANCZOS))


def icon(side: int, brand: Brand, mark: Mesh, *, whole: bool = False) -> Image.Image:
    """The mark on the strong colour; ``whole``: without corners, with room to be cut round."""
    brand, mark = readable(brand), mark or PLAIN
    large = side * FINER if side >= ICON_SIDE else ICON_SIDE
    picture = Image.new("RGBA", (large, large), brand.strong if whole else (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    if not whole:
        draw.rounded_rectangle((0, 0, large - 1, large - 1), large * 7 / 32, fill=brand.strong)
    inset = large * (0.18 if whole else 0.1)
    box = (inset / FINER, inset / FINER, (large - 2 * inset) / FINER)
    _draw_mesh(draw, mark, _pen(mark, box, brand.strong, brand.on_strong))
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def icon_png(side: int, brand: Brand, mark: Mesh, *, whole: bool = False) -> bytes:
    file = BytesIO()
    icon(side, brand, mark, whole=whole).save(file, "PNG", optimize=True)
    return file.getvalue()


def icon_svg(brand: Brand) -> str:
    """The tab's icon: at that size, the platform's mark in the portal's colours."""
    brand = readable(brand)
    links = "".join(f"M{one[0]} {one[1]}L{other[0]} {other[1]}" for one, other in PLAIN.links)
    dots = "".join(f"M{x} {y}h0" for x, y in PLAIN.dots)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
        f'<rect width="400" height="400" rx="88" fill="{brand.strong}"/>'
        f'<g fill="none" stroke="{brand.on_strong}" stroke-linecap="round">'
        f'<path stroke-width="20" d="{links}"/><path stroke-width="72" d="{dots}"/></g></svg>\n'
    )


def icon_ico(brand: Brand) -> bytes:
    """What old browsers ask for at ``/favicon.ico``."""
    file = BytesIO()
    icon(48, brand, PLAIN).save(file, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    return file.getvalue()


def readable(brand: Brand) -> Brand:
    """The portal's colours, or the platform's when they cannot be read together."""
    return NATIONAL if weaknesses(brand) else brand


def _pen(mesh: Mesh, box: tuple[float, float, float], background: str, ink: str) -> Pen:
    """The mesh in the middle of a square box."""
    left, top, side = (length * FINER for length in box)
    scale = side / max(mesh.width, mesh.height)
    left += (side - mesh.width * scale) / 2
    top += (side - mesh.height * scale) / 2
    return Pen(background, ink, left, top, scale)


def _draw_mesh(draw: ImageDraw.ImageDraw, mesh: Mesh, pen: Pen) -> None:
    faint, line = mix(pen.background, pen.ink, 0.16), mix(pen.background, pen.ink, 0.6)
    for ring in mesh.rings:
        points = [pen.place(point) for point in ring]
        draw.polygon(points, fill=faint)
        draw.line([*points, points[0]], line, round(mesh.drawing.border * pen.scale), "curve")
    for one, other in mesh.links:
        width = round(mesh.drawing.link * pen.scale)
        draw.line([pen.place(one), pen.place(other)], line, width)
    for dot, factor in mesh.dots.items():
        draw.circle(pen.place(dot), mesh.drawing.dot * factor * pen.scale, pen.ink)


def _write(draw: ImageDraw.ImageDraw, name: str, tagline: str, brand: Brand) -> None:
    """The name as large as it holds, the line below it, both in the middle of the height."""
    size, lines = _fitted(name)
    small, gap = 34, 26
    below = _broken(tagline, _font(small, 500))
    height = len(lines) * size * 1.12 + gap + len(below) * small * 1.3
    top = (CARD[1] - BAR - height) / 2
    for line in lines:
        draw.text((MARGIN * FINER, top * FINER), line, brand.strong, _font(size, 800))
        top += size * 1.12
    top += gap
    for line in below:
        draw.text((MARGIN * FINER, top * FINER), line, LIGHT_INK, _font(small, 500))
        top += small * 1.3


def _fitted(name: str) -> tuple[int, list[str]]:
    """One line when it is large enough, else up to three; what is longer is cut."""
    for most, sizes in ((1, SIZES[:4]), (LINES, SIZES)):
        for size in sizes:
            font = _font(size, 800)
            lines = _broken(name, font)
            if len(lines) <= most and all(_holds(line, font) for line in lines):
                return size, lines
    told = [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])]
    return SIZES[-1], [_cut(line, font) for line in told if line]


def _cut(line: str, font: FreeTypeFont) -> str:
    """The line, or as much of it as holds with the sign that something is missing."""
    if _holds(line, font):
        return line
    kept = line
    while kept and not _holds(f"{kept}…", font):
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _broken(text: str, font: FreeTypeFont) -> list[str]:
    """In lines that hold, broken at spaces and after hyphens."""
    lines = [""]
    for word in _words(text):
        longer = lines[-1] + word
        if lines[-1] and not _holds(longer.rstrip(), font):
            lines.append(word)
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]


def _words(text: str) -> Iterator[str]:
    for word in text.split():
        parts = word.split("-")
        for part in parts[:-1]:
            yield f"{part}-"
        yield f"{parts[-1]} "


def _holds(line: str, font: FreeTypeFont) -> bool:
    return font.getlength(line) <= TEXT_WIDTH * FINER


@cache
def _font(size: int, weight: int) -> FreeTypeFont:
    font = ImageFont.truetype(Path(ui.__file__).parent / FONT, size * FINER)
    font.set_variation_by_axes([weight])
    return font


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
