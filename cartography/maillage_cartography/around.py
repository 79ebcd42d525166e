"""A list around a point, from one reading of the places within the circle.

What a list asks of a circle (which places answer, how many, in which order, and what each choice
would leave) is all in the same few hundred rows: they are read once, and looked at here.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from maillage.values import Point
from maillage_cartography import openings
from maillage_cartography.geometry import as_read, kilometres
from maillage_cartography.tally import COLUMNS, Tally

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from maillage_cartography.openings import Wanted
    from maillage_cartography.querysets import PlaceQuerySet

WHO_AND_WHERE = ("pk", "name", "latitude", "longitude")


class Found(NamedTuple):
    """A place that answers: how far it is, as readers read it, and in kilometres."""

    read: float
    km: float
    name: str
    pk: int
    hours: int | None


class Around:
    """The places that answer, in order: by distance as it is read, then what is open first.

    ``places`` are those of the circle that answer every filter but ``chosen`` and ``wanted``. It
    is a sequence of keys that a paginator cuts: what is open is asked of the page's places alone,
    and of those at the same distance as its first and its last.
    """

    def __init__(
        self,
        places: PlaceQuerySet,
        centre: Point,
        chosen: Mapping[str, Collection[str]],
        wanted: Wanted,
    ) -> None:
        self._rows = list(places.order_by().values_list(*WHO_AND_WHERE, *COLUMNS))
        self._centre, self._at = centre, wanted.at
        cells = Counter(row[len(WHO_AND_WHERE) :] for row in self._rows)
        self.tally = Tally(cells, chosen, wanted)

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

    @cached_property
    def _found(self) -> list[Found]:
        """Those that answer, by distance."""
        fitting, start = self.tally.fitting, len(WHO_AND_WHERE)
        return sorted(self._measured(row) for row in self._rows if row[start:] in fitting)

    def _measured(self, row: tuple) -> Found:
        pk, name, latitude, longitude, *cells = row
        if latitude is None:
            return Found(inf, inf, name, pk, cells[-1])
        km = kilometres(self._centre, Point(latitude, longitude))
        return Found(as_read(km), km, name, pk, cells[-1])

    def _rank(self, place: Found) -> tuple[float, int, Found]:
        return place.read, openings.openness(self.tally.said(place.hours), self._at), place
