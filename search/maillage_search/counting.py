"""Facet counts from the documents that match, each facet without its own filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from maillage_search.asking import Facets, SearchRequest


class Faceted(Protocol):
    """What counting needs of a matching document."""

    @property
    def kind(self) -> str: ...
    @property
    def territories(self) -> tuple[str, ...]: ...
    @property
    def themes(self) -> tuple[str, ...]: ...


class Group(NamedTuple):
    """Documents that count for the same values."""

    kind: str
    territories: tuple[str, ...]
    themes: tuple[str, ...]


def facets_of(documents: Iterable[Faceted], request: SearchRequest) -> Facets:
    groups = Counter(Group(found.kind, found.territories, found.themes) for found in documents)
    kinds: Counter[str] = Counter()
    territories: Counter[str] = Counter()
    themes: Counter[str] = Counter()
    for group, count in groups.items():
        kind, territory, theme = chosen(group, request)
        if territory and theme:
            kinds[group.kind] += count
        if kind and theme:
            counted = (value for value in group.territories if _counted(value, request))
            territories.update(dict.fromkeys(counted, count))
        if kind and territory:
            themes.update(dict.fromkeys(group.themes, count))
    return Facets(dict(kinds), dict(territories), dict(themes))


def chosen(document: Faceted, request: SearchRequest) -> tuple[bool, bool, bool]:
    """Whether a document passes the filters of kind, territory and theme."""
    return (
        not request.kinds or document.kind in request.kinds,
        not request.territories or not set(request.territories).isdisjoint(document.territories),
        not request.themes or not set(request.themes).isdisjoint(document.themes),
    )


def _counted(territory: str, request: SearchRequest) -> bool:
    kinds = request.territory_kinds
    return not kinds or territory.partition(":")[0] in kinds
