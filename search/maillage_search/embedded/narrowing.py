"""Rows that pass the filters of days, distance and opening, and what each choice would leave."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from maillage_search.documents.delimited import split
from maillage_search.documents.openings import MOST_COUNTED, open_among, openable_kinds
from maillage_search.documents.sessions import first_between
from maillage_search.embedded.facet_counts import Group, chosen, facets_of
from maillage_search.embedded.rows import DATE, KEY, KIND, PK, SESSIONS, STARTS
from maillage_search.query.narrowing import DAYS, DISTANCES, days_of
from maillage_search.query.response import Facets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from maillage_search.embedded.rows import Row
    from maillage_search.query.parsing import Question
    from maillage_search.query.request import SearchRequest

    Tests = Mapping[str, Callable[[Row], bool]]

GROUP = itemgetter(slice(0, 3))


def narrowed(
    rows: Sequence[Row], question: Question, distances: Mapping[int, float]
) -> tuple[Sequence[Row], Facets]:
    """What is left of the rows, and the counts of every facet, each without its own filter."""
    request = question.request
    groups = {raw: Group(raw[0], split(raw[1]), split(raw[2])) for raw in set(map(GROUP, rows))}
    kept = {raw for raw, group in groups.items() if all(chosen(group, request))}
    chosen_rows = rows if len(kept) == len(groups) else [r for r in rows if GROUP(r) in kept]
    tests = _tests(request, distances)
    opened = None
    if request.now and (request.open_now or question.near):
        opened = _open(_passing(chosen_rows, tests), request.now, always=request.open_now)
    if request.open_now:
        surely = opened or frozenset()
        tests["open"] = lambda row: row[PK] in surely
    counts = Counter(map(GROUP, _passing(rows, tests)))
    facets = facets_of({groups[raw]: count for raw, count in counts.items()}, request)
    dated = _passing(chosen_rows, tests, but="days")
    located = _passing(chosen_rows, tests, but="distances") if distances else ()
    counted = opened is not None and len(opened) <= MOST_COUNTED
    return _passing(chosen_rows, tests), Facets(
        facets.kinds,
        facets.territories,
        facets.themes,
        days=_days([row for row in dated if row[STARTS]], request),
        distances=_within([distances[row[PK]] for row in located if row[PK] in distances]),
        open=len(opened) if counted and opened is not None else None,
    )


def _tests(
    request: SearchRequest, distances: Mapping[int, float]
) -> dict[str, Callable[[Row], bool]]:
    """Those of the filters that were chosen; what has no address is within any distance."""
    tests: dict[str, Callable[[Row], bool]] = {}
    when, within = request.when, request.within
    if when is not None:
        first, last = when.iso
        tests["days"] = lambda row: takes_place(row, first, last)
    if within is not None:
        tests["distances"] = lambda row: distances.get(row[PK], 0.0) <= within
    return tests


def _passing(rows: Sequence[Row], tests: Tests, *, but: str = "") -> Sequence[Row]:
    asked = [test for name, test in tests.items() if name != but]
    return [row for row in rows if all(test(row) for test in asked)] if asked else rows


def _open(rows: Sequence[Row], now: datetime, *, always: bool) -> frozenset[int] | None:
    """Of these rows, what is surely open; None when nothing opens or too much may, not to be
    counted but when it is ``always`` asked.
    """
    kinds = openable_kinds()
    keys = {row[PK]: row[KEY] for row in rows if row[KIND] in kinds}
    if not keys or (len(keys) > MOST_COUNTED and not always):
        return None
    opened = open_among(keys.values(), now)
    return frozenset(pk for pk, key in keys.items() if key in opened)


def takes_place(row: Row, first: str, last: str) -> bool:
    """Next, or some other time, on one of these days."""
    if not row[STARTS]:
        return False
    return (
        first <= row[DATE] <= last or first_between(split(row[SESSIONS]), first, last) is not None
    )


def _days(rows: Sequence[Row], request: SearchRequest) -> dict[str, int]:
    """Of what takes place, how much on the days of each choice."""
    if request.today is None or not rows:
        return {}
    counts = {}
    for choice in DAYS:
        period = days_of(choice, request.today)
        if period is not None:
            first, last = period.iso
            counts[choice] = sum(takes_place(row, first, last) for row in rows)
    return {choice: count for choice, count in counts.items() if count}


def _within(distances: Sequence[float]) -> dict[int, int]:
    counts = {km: sum(distance <= km for distance in distances) for km in DISTANCES}
    return {km: count for km, count in counts.items() if count}
