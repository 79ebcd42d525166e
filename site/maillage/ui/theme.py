"""A portal's colours: three brand values, from which everything else derives.

Pure functions on ``#rrggbb`` strings; contrast is WCAG 2's ratio, from 1 to 21.
"""

from __future__ import annotations

import hashlib
import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

HEX = re.compile(r"#[0-9a-fA-F]{6}")
AA, AAA, NON_TEXT = 4.5, 7.0, 3.0

LIGHT_PAPER, LIGHT_SURFACE, LIGHT_INK = "#fbf8f3", "#ffffff", "#1f1b16"
DARK_PAPER, DARK_SURFACE, DARK_INK = "#191613", "#221e1a", "#f4eee5"


class InvalidColour(ValueError):
    """Not a ``#rrggbb`` value."""


@dataclass(frozen=True)
class Brand:
    """What an editor chooses: a strong colour, a soft one, and what is written on the strong."""

    strong: str
    soft: str
    on_strong: str = "#ffffff"

    def __post_init__(self) -> None:
        for value in (self.strong, self.soft, self.on_strong):
            if not HEX.fullmatch(value):
                raise InvalidColour(value)


@dataclass(frozen=True)
class Palette:
    """The brand's tokens in one scheme."""

    brand: str
    brand_hover: str
    brand_soft: str
    on_brand: str
    link: str


NATIONAL = Brand("#0b5563", "#dff0f1")


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    channels = (value / 255 for value in _channels(colour))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """``colour`` moved towards ``other`` by a share from 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def light(brand: Brand) -> Palette:
    return Palette(
        brand=brand.strong,
        brand_hover=mix(brand.strong, "#000000", 0.25),
        brand_soft=brand.soft,
        on_brand=brand.on_strong,
        link=_readable(brand.strong, "#000000", (LIGHT_PAPER, LIGHT_SURFACE, brand.soft)),
    )


def dark(brand: Brand) -> Palette:
    soft = mix(DARK_SURFACE, brand.strong, 0.22)
    strong = _brightened(brand.strong, (DARK_PAPER, DARK_SURFACE, soft))
    return Palette(
        brand=strong,
        brand_hover=mix(strong, "#ffffff", 0.35),
        brand_soft=soft,
        on_brand=DARK_PAPER,
        link=strong,
    )


def readings(brand: Brand) -> list[tuple[str, str, float, float]]:
    """Each pair of an editor's values that is read: (text, background, ratio, needed)."""
    pairs = (
        (brand.on_strong, brand.strong, AA),
        (LIGHT_INK, brand.soft, AAA),
        (brand.strong, brand.soft, AA),
        (brand.strong, LIGHT_PAPER, AA),
    )
    return [(text, back, contrast(text, back), needed) for text, back, needed in pairs]


def weaknesses(brand: Brand) -> list[tuple[str, str, float, float]]:
    """Those that cannot be read."""
    return [pair for pair in readings(brand) if pair[2] < pair[3]]


def theme_css(brand: Brand, *, mesh_url: str = "", mark_url: str = "") -> str:
    """The portal's own sheet, to be served as ``/theme/<portal>-<hash>.css``.

    ``mesh_url`` is the large picture (``mesh_svg``), ``mark_url`` the small one of the header.
    """
    pictures = (("--mesh", mesh_url), ("--mark", mark_url))
    images = "".join(f'{name}:url("{url}");' for name, url in pictures if url)
    return (
        f"@layer tokens{{:root{{{images}{_tokens(light(brand))}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_tokens(dark(brand))}}}}}}}\n"
    )


def theme_hash(css: str) -> str:
    """Ten characters that change with the sheet."""
    return hashlib.sha256(css.encode()).hexdigest()[:10]


def _tokens(palette: Palette) -> str:
    return (
        f"--brand:{palette.brand};--brand-hover:{palette.brand_hover};"
        f"--brand-soft:{palette.brand_soft};--on-brand:{palette.on_brand};--link:{palette.link}"
    )


def _readable(colour: str, towards: str, backgrounds: tuple[str, ...]) -> str:
    """The nearest shade of ``colour`` that reads well (AAA) on all these backgrounds."""
    for step in range(21):
        shade = mix(colour, towards, step / 20)
        if all(contrast(shade, background) >= AAA for background in backgrounds):
            return shade
    return towards


def _brightened(colour: str, backgrounds: tuple[str, ...]) -> str:
    """The same hue, light enough to read well (AAA) on all these backgrounds."""
    hue, lightness, saturation = rgb_to_hls(*(value / 255 for value in _channels(colour)))
    for step in range(int(lightness * 50), 50):
        channels = hls_to_rgb(hue, step / 50, min(saturation, 0.75))
        shade = "#" + "".join(f"{round(255 * value):02x}" for value in channels)
        if all(contrast(shade, background) >= AAA for background in backgrounds):
            return shade
    return "#ffffff"


def _channels(colour: str) -> tuple[int, int, int]:
    if not HEX.fullmatch(colour):
        raise InvalidColour(colour)
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
