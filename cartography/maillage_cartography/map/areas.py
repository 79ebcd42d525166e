"""Where a map opens, and where else it has places: mainland France and each overseas territory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from maillage_cartography.map.clusters import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

OVERSEAS = ("97", "98")
MAINLAND = ""
# Départements with places, and the box that holds these: code, count, south, west, north, east.
Extent = tuple[str, int, float, float, float, float]


class Area(NamedTuple):
    """A part of France far from the others, with the box of what was found there."""

    name: str
    count: int
    south: float
    west: float
    north: float
    east: float


def areas(extents: Iterable[Extent]) -> list[Area]:
    """Mainland France first, then overseas by the number of places: a map opens on the first."""
    found: dict[str, tuple] = {}
    for code, *extent in extents:
        key = code if code.startswith(OVERSEAS) else MAINLAND
        found[key] = _joined(found.get(key), extent)
    names = names_of(key for key in found if key) if len(found) > 1 else {}
    order = sorted(found, key=lambda key: (key != MAINLAND, -found[key][0], key))
    return [
        Area(names.get(key, key) if key else _("Mainland France"), *found[key]) for key in order
    ]


def _joined(one: tuple | None, other: Iterable[float]) -> tuple:
    n, south, west, north, east = other
    if one is None:
        return n, south, west, north, east
    low = (min(pair) for pair in ((one[1], south), (one[2], west)))
    high = (max(pair) for pair in ((one[3], north), (one[4], east)))
    return one[0] + n, *low, *high
