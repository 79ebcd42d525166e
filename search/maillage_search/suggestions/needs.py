"""Needs by the words that people say them with: "carte gr" → "Carte grise"."""

from __future__ import annotations

from functools import cache

from maillage.text import fold
from maillage.themes.needs import BY_SLUG
from maillage.themes.said import SAID
from maillage_search.suggestions.values import Suggestion, results_url

MOST = 2


def needs(typed: str, results: str) -> list[Suggestion]:
    """The terms that begin so, the shortest first; each leads to who helps with it."""
    begun = " ".join(fold(typed).split())
    begun = begun[:-1] if len(begun) > 3 and begun[-1] in "sx" else begun
    found = sorted((len(term), term, slug) for key, term, slug in _terms() if key.startswith(begun))
    return [
        Suggestion(
            term[:1].upper() + term[1:], str(BY_SLUG[slug].brief), results_url(results, q=term)
        )
        for _length, term, slug in found[:MOST]
    ]


@cache
def _terms() -> tuple[tuple[str, str, str], ...]:
    """Each term without accents, as it is written, and its need."""
    return tuple((fold(term), term, slug) for slug, terms in SAID.items() for term in terms)
