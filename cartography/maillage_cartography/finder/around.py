"""A list around a point, from one reading of the places within the circle.

What a list asks of a circle (which places answer, how many, in which order, and what each choice
would leave) is all in the same few hundred rows: they are read once, and looked at here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from maillage.territories.geometry import as_read, kilometres
from maillage.values import Point
from maillage_cartography.finder.facet_counts import COLUMNS, FacetCounts
from maillage_cartography.opening_hours import criteria

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from maillage_cartography.models.places import PlaceQuerySet
    from maillage_cartography.models.stops import StopQuerySet
    from maillage_cartography.opening_hours.criteria import Wanted

RADII = (5, 10, 20, 50, 100)  # kilometres that a list offers
WHO_AND_WHERE = ("pk", "name", "latitude", "longitude")


class Found(NamedTuple):
    """A place that answers: how far it is, as readers read it, and in kilometres."""

    read: float
    km: float
    name: str
    pk: int
    hours: int | None
    stop: int | None = None


class Stand(NamedTuple):
    """A stop of a mobile place within the circle, by its key and that of its hours."""

    km: float
    hours: int
    stop: int


class Mobile(NamedTuple):
    """The mobile places that stop within the circle, and where each does, by the place's key."""

    places: PlaceQuerySet
    stands: dict[int, list[Stand]]


def stands_in(stops: StopQuerySet, centre: Point) -> dict[int, list[Stand]]:
    """Those stops by the key of their place."""
    found = defaultdict(list)
    for pk, place, hours, latitude, longitude in stops.order_by().values_list(
        *("pk", "place", "hours", "latitude", "longitude")
    ):
        km = kilometres(centre, Point(latitude, longitude))
        found[place].append(Stand(km, hours, pk))
    return dict(found)


class Around:
    """The places that answer, in order: by distance as it is read, then what is open first.

    ``places`` are those of the circle that answer every filter but ``chosen`` and ``wanted``. It
    is a sequence of keys that a paginator cuts: what is open is asked of the page's places alone,
    and of those at the same distance as its first and its last. ``mobile`` places are where they
    stop, and not where they come from.
    """

    def __init__(
        self,
        places: PlaceQuerySet,
        centre: Point,
        chosen: Mapping[str, Collection[str]],
        wanted: Wanted,
        mobile: Mobile | None = None,
    ) -> None:
        self._centre, self.wanted, self._at = centre, wanted, wanted.at
        self._rows = _rows(places)
        self._stands = mobile.stands if mobile else {}
        if mobile and mobile.stands:
            self._rows += [self._standing(row) for row in _rows(mobile.places)]
        cells = Counter(row[len(WHO_AND_WHERE) :] for row in self._rows)
        self.facet_counts = FacetCounts(cells, chosen, wanted)

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, page: slice) -> list[int]:
        first, last, _step = page.indices(len(self))
        found, begins, ends = self._found, first, last
        while 0 < begins < last and found[begins - 1].read == found[begins].read:
            begins -= 1
        while first < ends < len(found) and found[ends].read == found[ends - 1].read:
            ends += 1
        ordered = sorted(found[begins:ends], key=self._rank)
        return [place.pk for place in ordered[first - begins : last - begins]]

    @property
    def keys(self) -> list[int]:
        """Of all of them, by distance."""
        return [place.pk for place in self._found]

    @property
    def farthest(self) -> float:
        """Kilometres to the last whose position is known."""
        return max((place.km for place in self._found if place.km != inf), default=0.0)

    def km_of(self, rank: int) -> float:
        """How far the place of that rank is, from 1; infinite when there are fewer."""
        return self._found[rank - 1].km if len(self._found) >= rank else inf

    def closest(self, places: Iterable[int]) -> list[int]:
        """The stop that tells how far each of these is, of the mobile places, by their keys."""
        stops = {place.pk: place.stop for place in self._found}
        return [stop for place in places if (stop := stops.get(place))]

    @property
    def stops(self) -> list[int]:
        """All those that answer within the circle, of the places that do, by their keys."""
        found = [self._stands[place.pk] for place in self._found if place.stop]
        return [stand.stop for stands in found for stand in self._answering(stands)]

    def _standing(self, row: tuple) -> tuple:
        """A mobile place has the hours of its stops, which make its row."""
        return (*row[:-1], tuple(sorted({stand.hours for stand in self._stands[row[0]]})))

    def _closest(self, stands: list[Stand]) -> Stand:
        """The closest of those that answer what is wanted."""
        return min(self._answering(stands) or stands)

    def _answering(self, stands: list[Stand]) -> list[Stand]:
        fits = self.wanted.fits
        return [stand for stand in stands if fits(*self.facet_counts.said(stand.hours)[0])]

    @cached_property
    def _found(self) -> list[Found]:
        """Those that answer, by distance."""
        fitting, start = self.facet_counts.fitting, len(WHO_AND_WHERE)
        return sorted(self._measured(row) for row in self._rows if row[start:] in fitting)

    def _measured(self, row: tuple) -> Found:
        pk, name, latitude, longitude, *cells = row
        if pk in self._stands:
            stand = self._closest(self._stands[pk])
            return Found(as_read(stand.km), stand.km, name, pk, stand.hours, stand.stop)
        if latitude is None:
            return Found(inf, inf, name, pk, cells[-1])
        km = kilometres(self._centre, Point(latitude, longitude))
        return Found(as_read(km), km, name, pk, cells[-1])

    def _rank(self, place: Found) -> tuple[float, int, Found]:
        return (
            place.read,
            criteria.openness(self.facet_counts.said(place.hours)[0], self._at),
            place,
        )


def _rows(places: PlaceQuerySet) -> list[tuple]:
    return list(places.order_by().values_list(*WHO_AND_WHERE, *COLUMNS))
