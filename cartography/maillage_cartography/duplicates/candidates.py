"""Which places are worth comparing, among tens of thousands. Pure: no Django, no database.

A pair is looked at when the two share an exact key, stand within 200 metres, or when one has no
position and both are in one commune with much the same words.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from maillage_cartography.duplicates.names import names_alike, read_name
from maillage_cartography.duplicates.similarity import (
    METRES_PER_DEGREE,
    NEAR,
    RATHER_ALIKE,
    Sheet,
    Similarity,
    Verdict,
    compare,
    metres_between,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

Pair = tuple[int, int]
# A key that more places than that share is a switchboard's or a head office's.
CROWD = 30
CELL = NEAR / METRES_PER_DEGREE
# Meridians draw together: up to 53 degrees, a column stays 200 metres wide.
NARROWEST = 0.6
KEYS = ("pivot", "phone", "sheet")


def alike(
    sheets: Iterable[Sheet], among: Container[int] | None = None
) -> Iterator[tuple[Pair, Similarity]]:
    """Every pair that is not distinct, the lower key first; ``among``: one at least is in it."""
    known = {sheet.key: sheet for sheet in sheets}
    for pair in sorted(candidates(list(known.values()), among)):
        found = compare(known[pair[0]], known[pair[1]])
        if found.verdict != Verdict.DISTINCT:
            yield pair, found


def candidates(sheets: list[Sheet], among: Container[int] | None = None) -> set[Pair]:
    """The pairs worth comparing."""
    found: set[Pair] = set()
    for group in _sharing_a_key(sheets):
        if len(group) <= CROWD:
            found.update(combinations(sorted(group), 2))
    found.update(_close(sheets))
    found.update(_without_position(sheets))
    if among is not None:
        found -= {pair for pair in found if pair[0] not in among and pair[1] not in among}
    return found


def _sharing_a_key(sheets: list[Sheet]) -> Iterator[list[int]]:
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for sheet in sheets:
        for name in KEYS:
            if value := getattr(sheet, name):
                groups[name, value].append(sheet.key)
        for mail in sheet.mails:
            groups["mail", mail].append(sheet.key)
    yield from groups.values()


def _close(sheets: list[Sheet]) -> Iterator[Pair]:
    """Pairs within 200 metres: neighbours in a grid whose cells are that wide."""
    grid: defaultdict[Pair, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.latitude is not None and sheet.longitude is not None:
            grid[_cell(sheet.latitude, sheet.longitude)].append(sheet)
    for (row, column), here in grid.items():
        for one, other in combinations(here, 2):
            if _within(one, other):
                yield _ordered(one, other)
        for step in ((0, 1), (1, -1), (1, 0), (1, 1)):
            there = grid.get((row + step[0], column + step[1]), ())
            for one in here:
                for other in there:
                    if _within(one, other):
                        yield _ordered(one, other)


def _cell(latitude: float, longitude: float) -> Pair:
    return int(latitude // CELL), int(longitude * NARROWEST // CELL)


def _within(one: Sheet, other: Sheet) -> bool:
    metres = metres_between(one, other)
    return metres is not None and metres <= NEAR


def _ordered(one: Sheet, other: Sheet) -> Pair:
    return (one.key, other.key) if one.key < other.key else (other.key, one.key)


def _without_position(sheets: list[Sheet]) -> Iterator[Pair]:
    towns: defaultdict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        towns[sheet.commune].append(sheet)
    for here in towns.values():
        lost = [sheet for sheet in here if sheet.latitude is None]
        for one in lost:
            name = read_name(one.name, one.town)
            for other in here:
                if other.key == one.key or (other.latitude is None and other.key < one.key):
                    continue
                if names_alike(name, read_name(other.name, other.town)) >= RATHER_ALIKE:
                    yield _ordered(one, other)
