"""How far, and how much that counts."""

from __future__ import annotations

PIVOT_KM = 10.0
NEARNESS = 3.0
CLOSE_KM = 4.0


def nearness(distance: float | None) -> float:
    """Factor of a score: 4 on the spot, 2.5 at ten kilometres, 1 far away or nowhere."""
    return 1.0 if distance is None else 1.0 + NEARNESS * 0.5 ** (distance / PIVOT_KM)


def closeness(distance: float | None) -> float:
    """What being there counts by itself: 1 on the spot, half at four kilometres."""
    return 0.0 if distance is None else 0.5 ** (distance / CLOSE_KM)
