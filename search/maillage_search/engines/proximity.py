"""How far, and how much that counts."""

from __future__ import annotations

PIVOT_KM = 10.0
NEARNESS = 3.0


def nearness(distance: float | None) -> float:
    """Factor of a score: 4 on the spot, 2.5 at ten kilometres, 1 far away or nowhere."""
    return 1.0 if distance is None else 1.0 + NEARNESS * 0.5 ** (distance / PIVOT_KM)
