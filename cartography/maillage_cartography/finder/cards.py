"""What a card shows of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.territories.geometry import kilometres
from maillage.themes.needs import Need, needs_of
from maillage_cartography.models import Stop
from maillage_cartography.opening_hours.wording import Wording, hours_status, wanted_status
from maillage_cartography.rounds.page import Round, rounds_of
from maillage_cartography.rounds.wording import round_status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.scope import Scope
    from maillage.values import Point
    from maillage_cartography.models import Place
    from maillage_cartography.models.stops import StopQuerySet
    from maillage_cartography.opening_hours.criteria import Wanted

SERVICES_SHOWN = 2


@dataclass(frozen=True)
class PlaceCard:
    """``distance`` in kilometres, None when there is nothing to measure from.

    ``town``, ``address``, ``status`` and ``distance`` of a mobile place are those of a stop. The
    address is for paper: on a screen, a card leads to it.
    """

    place: Place
    town: str
    address: str
    url: str
    status: Wording
    distance: float | None
    needs: list[Need]


def cards(
    places: Iterable[Place],
    *,
    scope: Scope,
    at: datetime,
    centre: Point | None = None,
    stops: StopQuerySet | None = None,
    wanted: Wanted | None = None,
) -> list[PlaceCard]:
    """Cards in the order given; ``places`` come from ``.shown()``.

    ``stops``: those of mobile places to be told of; otherwise the portal's. The next one is.
    ``wanted``: the days it names are what the card tells of a place that is open then.
    """
    places = list(places)
    stops = Stop.objects.shown_in(scope) if stops is None else stops
    rounds = rounds_of([place.pk for place in places if place.is_itinerant], at, stops)
    return [_card(place, rounds.get(place.pk), scope, at, centre, wanted) for place in places]


def _card(
    place: Place,
    round_: Round | None,
    scope: Scope,
    at: datetime,
    centre: Point | None,
    wanted: Wanted | None,
) -> PlaceCard:
    where, status = _said(place, round_, at, wanted)
    return PlaceCard(
        place=place,
        town=where.commune.name,
        address=_address(where),
        url=scope.url("maillage_cartography:place", place.uuid),
        status=status,
        distance=kilometres(centre, where.point) if centre and where.point else None,
        needs=needs_of(place.values("services"))[:SERVICES_SHOWN],
    )


def _said(
    place: Place, round_: Round | None, at: datetime, wanted: Wanted | None
) -> tuple[Place | Stop, Wording]:
    """Where it is, and what is said of its opening."""
    if round_ is None:
        told = wanted_status(place.hours, wanted) if wanted else None
        return place, told or hours_status(place.hours, at)
    stop_date = round_.first_on(wanted) if wanted else None
    if stop_date:
        return stop_date.stop, round_status([stop_date], at)
    return round_.where, round_.status


def _address(where: Place | Stop) -> str:
    """On one line: of a stop, what tells where the bus stands first."""
    town = f"{getattr(where, 'postal_code', '')} {where.commune.name}".strip()
    return ", ".join(filter(None, (getattr(where, "spot", ""), where.address, town)))
