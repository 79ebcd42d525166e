"""The stops of a mobile place as they leave for elsewhere: GeoJSON, API, data·inclusion."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from maillage_cartography.rounds.stops import planned

if TYPE_CHECKING:
    from maillage_cartography.models import Place, Stop


def stop_fields(stop: Stop) -> dict[str, str | float]:
    """In the standard's words; ``lieu``: where people wait; ``horaires`` in OSM's syntax.

    The coordinates are those of the commune where nobody noted the stop's own.
    """
    found: dict[str, str | float] = {
        "lieu": stop.spot,
        "adresse": stop.address,
        "commune": stop.commune.name,
        "code_insee": stop.commune_id,
        "horaires": stop.hours.osm,
    }
    if point := stop.point:
        found |= {"latitude": round(point.latitude, 6), "longitude": round(point.longitude, 6)}
    return {name: value for name, value in found.items() if value != ""}


def positions(place: Place) -> list[tuple[float, float]]:
    """Where its stops are; needs ``with_stops``."""
    points = (stop.point for stop in place.stops_shown)
    return [(point.latitude, point.longitude) for point in points if point]


def key(stop: Stop) -> str:
    """What names the stop of a place, as long as it is where it is at the hours it has."""
    return hashlib.sha256(planned(stop).text.encode()).hexdigest()[:8]
