"""How many places each choice of the list would leave, from one reading of their columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self

from maillage.generations.counters import PLACES
from maillage.generations.keeping import kept
from maillage.scope import Scope
from maillage_cartography.models import Hours, Place, Stop
from maillage_cartography.models.hours import ROWS
from maillage_cartography.opening_hours import criteria
from maillage_cartography.standards.facets import ALL, BY_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from maillage.territories.models import Territory
    from maillage_cartography.models.places import PlaceQuerySet
    from maillage_cartography.models.stops import StopQuerySet
    from maillage_cartography.opening_hours.criteria import Wanted

OPENING = "ouvert"
NAMES = (*(facet.name for facet in ALL), OPENING)
COLUMNS = (*(facet.column for facet in ALL), "hours")
NOTHING_SAID = ("", "", "")
MANY = 1000
# Of a mobile place, the hours of each of its stops.
Cell = str | int | tuple[int, ...] | None
Row = tuple[Cell, ...]
# The slugs chosen, by the name of their criterion.
Chosen = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True)
class Counts:
    """What is said of a list's choices, small enough to be kept: see ``FacetCounts``."""

    by_name: dict[str, Counter[str]]
    silent: int

    def counts(self, name: str) -> Counter[str]:
        return self.by_name[name]


@kept(PLACES)
def counts_in(territory: Territory | None, chosen: Chosen, wanted: Wanted) -> Counts:
    """Those of all that receives people there, read once a minute, which ``wanted`` tells."""
    places = Place.objects.shown_in(Scope(territory=territory))
    stops = Stop.objects.shown_in(Scope(territory=territory)).current()
    stops = stops.filter(place__in=places.values("pk"))
    found = FacetCounts.of(places.at_home(), dict(chosen), wanted, stops)
    return Counts({name: found.counts(name) for name in NAMES}, found.silent)


class FacetCounts:
    """Counts of every option, each criterion leaving aside its own choice.

    A place is a row of cells, one a criterion: ``rows`` says how many places have each, of those
    that answer every other filter. ``chosen`` maps the name of a criterion to the slugs chosen.
    Each distinct cell is understood once.
    """

    def __init__(
        self, rows: Mapping[Row, int], chosen: Mapping[str, Collection[str]], wanted: Wanted
    ) -> None:
        self.chosen = [(NAMES.index(name), frozenset(slugs)) for name, slugs in chosen.items()]
        self.wanted = wanted
        self.cells: list[Counter[Cell]] = [Counter() for _name in NAMES]
        # Places that fit but for their hours, which nobody knows.
        self.silent = 0
        # The rows of the places that answer everything.
        self.fitting: set[Row] = set()
        self.hours = hours_said({key for row in rows for key in keys_of(row[-1])})
        self.options = cache(self._options)
        self.fits_day = cache(
            lambda hours: any(wanted.fits_day(*said) for said in self.said(hours))
        )
        for row, number in rows.items():
            self._add(row, number)

    @classmethod
    def of(
        cls,
        places: PlaceQuerySet,
        chosen: Mapping[str, Collection[str]],
        wanted: Wanted,
        stops: StopQuerySet | None = None,
    ) -> Self:
        """Of places that answer every other filter, and of the mobile ones that have ``stops``."""
        rows = Counter(places.order_by().values_list(*COLUMNS).iterator(ROWS))
        if stops is not None:
            rows.update(mobile_rows(stops))
        return cls(rows, chosen, wanted)

    def counts(self, name: str) -> Counter[str]:
        """How many places each option of a criterion would leave, by its slug."""
        position = NAMES.index(name)
        found: Counter[str] = Counter()
        for cell, number in self.cells[position].items():
            for slug in self.options(position, cell):
                found[slug] += number
        return found

    def _add(self, row: Row, number: int) -> None:
        missed = [
            position
            for position, slugs in self.chosen
            if slugs.isdisjoint(self.options(position, row[position]))
        ]
        unknown = not any(osm for osm, *_rest in self.said(row[-1]))
        if unknown and missed in ([], [len(NAMES) - 1]):
            self.silent += number
        if len(missed) > 1 or not self.fits_day(row[-1]):
            return
        if not missed:
            self.fitting.add(row)
        for position in missed or range(len(NAMES)):
            self.cells[position][row[position]] += number

    def _options(self, position: int, cell: Cell) -> tuple[str, ...]:
        """The slugs of what a cell says."""
        name = NAMES[position]
        if name != OPENING:
            return BY_NAME[name].slugs_of(str(cell))
        every, at = self.said(cell), self.wanted.at
        return tuple(
            choice
            for choice, _ in criteria.CHOICES
            if any(criteria.fits(choice, said, at) for said in every)
        )

    def said(self, hours: Cell) -> list[criteria.Said]:
        """What those hours say: several of a mobile place, one of any other."""
        return [self.hours.get(key, NOTHING_SAID) for key in keys_of(hours) or (0,)]


def mobile_rows(stops: StopQuerySet) -> list[Row]:
    """One row for each mobile place, with the hours of these stops of it."""
    cells = (f"place__{column}" for column in COLUMNS[:-1])
    found: dict[int, Row] = {}
    hours = defaultdict(set)
    for place, key, *row in stops.order_by().values_list("place", "hours", *cells):
        found[place] = tuple(row)
        hours[place].add(key)
    return [(*row, tuple(sorted(hours[place]))) for place, row in found.items()]


def keys_of(hours: Cell) -> tuple[int, ...]:
    """The keys in a cell of opening hours; none when nobody knows them."""
    if isinstance(hours, tuple):
        return hours
    return (hours,) if isinstance(hours, int) else ()


def hours_said(keys: Collection[int]) -> dict[int, criteria.Said]:
    """By key; beyond ``MANY`` the whole table is read sooner than a choice of it is asked for."""
    hours = Hours.objects.filter(pk__in=keys) if len(keys) <= MANY else Hours.objects
    return {pk: tuple(said) for pk, *said in hours.said().iterator(ROWS)}
