"""Places in GeoJSON, row by row, in the fields of the national standard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from maillage_cartography.exports.lamednum import standard_fields
from maillage_cartography.exports.stops import positions, stop_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from maillage.scope import Scope
    from maillage_cartography.models import Place

SOLID: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}


def geojson_lines(places: Iterable[Place], scope: Scope, host: str) -> Iterator[str]:
    """A FeatureCollection of places ``exported``.

    A mobile place is at its stops, told one by one in ``arrets``. A place without coordinates has
    no geometry, as RFC 7946 allows.
    """
    yield '{"type":"FeatureCollection","features":[\n'
    separator = ""
    for place in places:
        yield separator + json.dumps(feature(place, scope, host), **SOLID)
        separator = ",\n"
    yield "\n]}\n"


def feature(place: Place, scope: Scope, host: str) -> dict[str, object]:
    properties: dict[str, Any] = {
        name: value for name, value in standard_fields(place).items() if value
    }
    for name in ("latitude", "longitude"):
        properties.pop(name, None)
    properties["url"] = host + scope.url("maillage_cartography:place", place.uuid)
    if place.stops_shown:
        properties["arrets"] = [stop_fields(stop) for stop in place.stops_shown]
    return {
        "type": "Feature",
        "id": str(place.uuid),
        "geometry": _geometry(place),
        "properties": properties,
    }


def _geometry(place: Place) -> dict[str, object] | None:
    if place.stops_shown:
        points = [_coordinates(*position) for position in positions(place)]
        return {"type": "MultiPoint", "coordinates": points} if points else None
    if (point := place.point) is None:
        return None
    return {"type": "Point", "coordinates": _coordinates(point.latitude, point.longitude)}


def _coordinates(latitude: float, longitude: float) -> list[float]:
    return [round(longitude, 6), round(latitude, 6)]
