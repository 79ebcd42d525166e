"""A point to measure from: where an address is, or what a reader's device gave, on request.

``autour=46.307,4.829``: three decimals, a hundred metres or so. The device rounds before it sends,
and what is not rounded is rounded here: nothing keeps where somebody stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.values import Point

if TYPE_CHECKING:
    from maillage.plugin import Text
    from maillage.territories.models import Commune

DECIMALS = 3
WRITTEN = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d{1,20})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*")


@dataclass(frozen=True)
class Position:
    """Where distances are measured from, as a commune may be; ``commune``: the one it is in.

    Nobody knows the commune of a device.
    """

    point: Point
    name: Text
    commune: Commune | None = None


def read_point(text: str) -> Point | None:
    """The rounded point that the text writes; None when it writes none, or 0, 0: where devices
    that do not know put everybody.
    """
    found = WRITTEN.fullmatch(text)
    if not found:
        return None
    if not (float(found[1]) or float(found[2])):
        return None
    try:
        return Point(round(float(found[1]), DECIMALS), round(float(found[2]), DECIMALS))
    except ValueError:
        return None


def written(point: Point) -> str:
    return f"{point.latitude:.{DECIMALS}f},{point.longitude:.{DECIMALS}f}"
