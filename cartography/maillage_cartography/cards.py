"""What a card shows of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage_cartography.geometry import kilometres
from maillage_cartography.needs import Need, needs_of
from maillage_cartography.status_wording import Wording, place_status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.scope import Scope
    from maillage.values import Point
    from maillage_cartography.models import Place

SERVICES_SHOWN = 2


@dataclass(frozen=True)
class PlaceCard:
    """``distance`` in kilometres, None when there is nothing to measure from."""

    place: Place
    url: str
    status: Wording
    distance: float | None
    needs: list[Need]


def cards(
    places: Iterable[Place], *, scope: Scope, at: datetime, centre: Point | None = None
) -> list[PlaceCard]:
    """Cards in the order given; ``places`` come from ``.shown()``."""
    return [
        PlaceCard(
            place=place,
            url=scope.url("maillage_cartography:place", place.uuid),
            status=place_status(place, at),
            distance=kilometres(centre, place.point) if centre and place.point else None,
            needs=needs_of(place.values("services"))[:SERVICES_SHOWN],
        )
        for place in places
    ]
