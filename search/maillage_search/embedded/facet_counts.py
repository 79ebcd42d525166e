"""Facet counts from the documents that match, each facet without its own filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from maillage_search.query.request import SearchRequest
from maillage_search.query.response import Facets


class Group(NamedTuple):
    """Documents that count for the same values."""

    kind: str
    territories: tuple[str, ...]
    themes: tuple[str, ...]


def facets_of(groups: Mapping[Group, int], request: SearchRequest) -> Facets:
    """Of how many documents of each group match."""
    kinds: defaultdict[str, int] = defaultdict(int)
    territories: defaultdict[str, int] = defaultdict(int)
    themes: defaultdict[str, int] = defaultdict(int)
    for group, count in groups.items():
        kind, territory, theme = chosen(group, request)
        if territory and theme:
            kinds[group.kind] += count
        if kind and theme:
            for value in group.territories:
                territories[value] += count
        if kind and territory:
            for value in group.themes:
                themes[value] += count
    counted = {value: count for value, count in territories.items() if _counted(value, request)}
    return Facets(dict(kinds), counted, dict(themes))


def chosen(group: Group, request: SearchRequest) -> tuple[bool, bool, bool]:
    """Whether these documents pass the filters of kind, territory and theme."""
    return (
        not request.kinds or group.kind in request.kinds,
        not request.territories or not set(request.territories).isdisjoint(group.territories),
        not request.themes or not set(request.themes).isdisjoint(group.themes),
    )


def _counted(territory: str, request: SearchRequest) -> bool:
    kinds = request.territory_kinds
    return not kinds or territory.partition(":")[0] in kinds
