"""From Lambert 93, the projection of French maps, to degrees (IGN's algorithm, GRS 80)."""

from __future__ import annotations

from math import asin, atan, atan2, exp, hypot, log, pi, sin, tanh
from math import degrees as in_degrees

N, C = 0.7256077650532670, 11754255.4260960
X, Y = 700_000.0, 12655612.0498760
MERIDIAN = 3.0
E = 0.0818191910428158
ROUNDS = 8


def degrees(x: str, y: str) -> tuple[str, str]:
    """Latitude and longitude; the texts themselves when they are no metres of that projection."""
    try:
        east, north = float(x.replace(",", ".")), float(y.replace(",", "."))
    except ValueError:
        return x, y
    if not (0 < east < 1_300_000 and 6_000_000 < north < 7_200_000):
        return x, y
    radius = hypot(east - X, north - Y)
    longitude = MERIDIAN + in_degrees(atan2(east - X, Y - north) / N)
    isometric = -log(radius / C) / N
    latitude = 2 * atan(exp(isometric)) - pi / 2
    for _round in range(ROUNDS):
        latitude = asin(tanh(isometric + E * _atanh(E * sin(latitude))))
    return f"{in_degrees(latitude):.7f}", f"{longitude:.7f}"


def _atanh(value: float) -> float:
    return log((1 + value) / (1 - value)) / 2
