"""Facet counts from the documents that match, each facet without its own filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from maillage_search.asking import Facets, SearchRequest


class Faceted(Protocol):
    """What counting needs of a matching document."""

    kind: str
    territories: tuple[str, ...]
    themes: tuple[str, ...]


def facets_of(documents: Iterable[Faceted], request: SearchRequest) -> Facets:
    kinds: Counter[str] = Counter()
    territories: Counter[str] = Counter()
    themes: Counter[str] = Counter()
    for document in documents:
        kind, territory, theme = chosen(document, request)
        if territory and theme:
            kinds[document.kind] += 1
        if kind and theme:
            territories.update(t for t in document.territories if _counted(t, request))
        if kind and territory:
            themes.update(document.themes)
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
