"""Rows that have a position, and questions asked of it."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Self

from django.db.models import Case, ExpressionWrapper, F, FloatField, Q, Value, When

from maillage.territories.geometry import KM_PER_DEGREE, box_around
from maillage.territories.querysets import TerritorialQuerySet

if TYPE_CHECKING:
    from maillage.territories.models import Commune
    from maillage.values import BoundingBox, Point


class LocatedQuerySet(TerritorialQuerySet):
    """Rows with a latitude and a longitude, or with neither."""

    def located(self) -> Self:
        return self.filter(latitude__isnull=False)

    def in_box(self, box: BoundingBox) -> Self:
        """Located inside; the box may cross the antimeridian."""
        return self.filter(_inside(box))

    def within(self, centre: Point, km: float) -> Self:
        """Located at most that far from the centre."""
        return self.with_degrees_from(centre).filter(circle(centre, km))

    def with_degrees_from(self, centre: Point) -> Self:
        """Annotates ``degrees2``, the squared distance in degrees of latitude (flat, local)."""
        shift = Case(
            When(longitude__gt=centre.longitude + 180, then=Value(-360.0)),
            When(longitude__lt=centre.longitude - 180, then=Value(360.0)),
            default=Value(0.0),
        )
        north = F("latitude") - Value(centre.latitude)
        east = (F("longitude") + shift - Value(centre.longitude)) * Value(
            cos(radians(centre.latitude))
        )
        return self.annotate(
            degrees2=ExpressionWrapper(north * north + east * east, output_field=FloatField())
        )


def of_commune(commune: Commune) -> Q:
    """Rows of the commune and of its arrondissements."""
    return Q(commune=commune.pk) | Q(commune__parent=commune.pk)


def _inside(box: BoundingBox) -> Q:
    high = Q(latitude__gte=box.south, latitude__lte=box.north)
    west, east = Q(longitude__gte=box.west), Q(longitude__lte=box.east)
    return high & west & east if box.west <= box.east else high & (west | east)


def circle(centre: Point, km: float) -> Q:
    """Of places with ``degrees2``: the box is what an index answers."""
    return _inside(box_around(centre, km)) & Q(degrees2__lte=(km / KM_PER_DEGREE) ** 2)
