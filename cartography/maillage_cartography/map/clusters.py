"""Territories in place of too many points: the coarsest ones that part them.

A territory is told by its path, which is what ``dans`` reads: ``71`` is a département,
``71/200070308`` what an EPCI has in it (an EPCI may lie in two), ``71/200070308/71270`` a commune.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Avg, Count, F, Max, Min, Q, Value
from django.db.models.functions import Coalesce, NullIf

from maillage.territories.models import Commune, Territory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.expressions import Combinable

    from maillage_cartography.models.places import PlaceQuerySet
    from maillage_cartography.models.stops import StopQuerySet

SEPARATOR = "/"
# An arrondissement is in its commune; some communes are in no EPCI.
TOWN = Coalesce("commune__parent_id", "commune_id")
LEVELS: tuple[Combinable, ...] = (
    F("commune__departement_code"),
    Coalesce(NullIf("commune__epci_code", Value("")), "commune__parent_id", "commune_id"),
    TOWN,
)
NAMED = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY, Territory.Kind.EPCI)


class Cluster(NamedTuple):
    """How many places a territory holds, their middle, and the box that holds them."""

    path: str
    name: str
    count: int
    latitude: float
    longitude: float
    south: float
    west: float
    north: float
    east: float


def in_path(path: str) -> Q:
    """The condition on a place that it lies in all of the path's territories."""
    found = Q()
    for code in path.upper().split(SEPARATOR):
        found &= _has_code(code)
    return found


def _has_code(code: str) -> Q:
    if len(code) == len("200070308"):
        return Q(commune__epci_code=code)
    if len(code) == len("71270"):
        return Q(commune=code) | Q(commune__parent=code)
    return Q(commune__departement_code=code)


def clusters(places: PlaceQuerySet, stops: StopQuerySet, inside: str = "") -> list[Cluster]:
    """Of located places and stops, all within ``inside``; empty when no territory parts them.

    A mobile place counts once in each territory where it stops.
    """
    for level in LEVELS[_depth(inside) :]:
        rows = _together(_rows(places, level, "pk"), _rows(stops, level, "place"))
        if len(rows) > 1:
            return _named(rows, inside)
    return []


def _depth(inside: str) -> int:
    """The first level that is finer than the path's last territory."""
    if not inside:
        return 0
    return {9: 2, 5: 3}.get(len(inside.rsplit(SEPARATOR, maxsplit=1)[-1]), 1)


def _rows(found: PlaceQuerySet | StopQuerySet, level: Combinable, place: str) -> list[tuple]:
    groups = found.order_by().annotate(territory=level).values_list("territory")
    return list(
        groups.annotate(
            number=Count(place, distinct=place != "pk"),
            middle_lat=Avg("latitude"),
            middle_lon=Avg("longitude"),
            south=Min("latitude"),
            west=Min("longitude"),
            north=Max("latitude"),
            east=Max("longitude"),
        )
    )


def _together(fixed: list[tuple], mobile: list[tuple]) -> list[tuple]:
    """One row a territory, in order; its middle is that of the places that do not move."""
    found = {code: tuple(row) for code, *row in mobile}
    for code, *row in fixed:
        found[code] = _joined(tuple(row), found[code]) if code in found else tuple(row)
    return [(code, *found[code]) for code in sorted(found)]


def _joined(row: tuple, other: tuple) -> tuple:
    number, latitude, longitude, *low_and_high = row
    sides = zip((min, min, max, max), low_and_high, other[3:], strict=True)
    return number + other[0], latitude, longitude, *(of(one, two) for of, one, two in sides)


def _named(rows: list[tuple], inside: str) -> list[Cluster]:
    names = names_of(code for code, *_measures in rows)
    before = f"{inside.upper()}{SEPARATOR}" if inside else ""
    return [
        Cluster(before + code, names.get(code, code), n, *(round(value, 4) for value in where))
        for code, n, *where in rows
    ]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of départements, collectivities, EPCI and communes by their codes."""
    codes = list(codes)
    named = Territory.objects.filter(kind__in=NAMED, code__in=codes).order_by()
    towns = [code for code in codes if len(code) == len("71270")]
    found = dict(named.values_list("code", "name"))
    if towns:
        found |= Commune.objects.filter(code__in=towns).order_by().values_list("code", "name")
    return found
