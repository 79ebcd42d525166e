"""Positions that draw the picture of a portal's header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.values import Point
from maillage_cartography.models import Place

if TYPE_CHECKING:
    from maillage.territories.models import Territory

ENOUGH = 300


def positions(territory: Territory | None) -> list[Point]:
    """A few hundred real places, spread over the whole territory; always the same ones."""
    located = Place.objects.in_territory(territory).located().order_by("latitude", "pk")
    rows = list(located.values_list("latitude", "longitude"))
    step = len(rows) // ENOUGH + 1
    return [Point(latitude, longitude) for latitude, longitude in rows[::step]]
