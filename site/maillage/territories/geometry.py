"""Distances and boxes on the globe; degrees and kilometres."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from maillage.values import BoundingBox, Point

EARTH_RADIUS_KM = 6371.0
KM_PER_DEGREE = 111.195


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance."""
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half_lat = (lat_b - lat_a) / 2
    half_lon = radians(b.longitude - a.longitude) / 2
    chord = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def as_read(km: float) -> float:
    """The distance that a reader is told: by hundreds of metres, by kilometres from ten on."""
    if km < 0.1:
        return 0.0
    return round(km, 1 if km < 10 else None)


def box_around(centre: Point, km: float) -> BoundingBox:
    """The box that holds the circle; west > east when it crosses the antimeridian."""
    height = km / KM_PER_DEGREE
    south, north = max(-90.0, centre.latitude - height), min(90.0, centre.latitude + height)
    narrowest = cos(radians(min(89.9, max(abs(south), abs(north)))))
    width = height / narrowest
    if width >= 180:
        return BoundingBox(-180.0, south, 180.0, north)
    west, east = _wrapped(centre.longitude - width), _wrapped(centre.longitude + width)
    return BoundingBox(west, south, east, north)


def _wrapped(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
