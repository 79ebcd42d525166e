"""The territory that a question names: ``guadeloupe``, ``71``, ``ateliers en Saône-et-Loire``."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from maillage.territories.models import Territory
from maillage.territories.names import name_key
from maillage_search.french.chain import words

MOST_WORDS = 5
ARTICLES = ("", "la-", "le-", "les-", "l-")
SMALL = frozenset(("en", "dans", "de", "du", "la", "le", "les", "l", "d", "au", "a"))
# Names that are ordinary words: they mean the territory only when nothing else is typed.
ORDINARY = frozenset(("centre", "cher", "landes", "lot", "manche", "nord", "somme"))
KINDS = (
    Territory.Kind.DEPARTEMENT,
    Territory.Kind.COLLECTIVITY,
    Territory.Kind.REGION,
)


@dataclass(frozen=True, slots=True)
class Inside:
    """A territory understood in the question; ``code_path`` as documents carry it."""

    code_path: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TerritoryFound:
    rest: str
    inside: Inside | None = None


def find_territory(text: str) -> TerritoryFound:
    """The longest name or number at the end of the question; one query."""
    typed = words(text)
    starts: dict[str, int] = {}
    for first in range(max(0, len(typed) - MOST_WORDS), len(typed)):
        key = name_key(text[typed[first].start :])
        if first == 0 or key not in ORDINARY:
            starts.setdefault(key, first)
    slugs = {f"{a}{key.replace(' ', '-')}": key for key in starts for a in ARTICLES}
    codes = {key.upper(): key for key in starts if 2 <= len(key) <= 3}
    if not starts:
        return TerritoryFound(text)
    numbered = Q(code__in=codes) & ~Q(kind=Territory.Kind.REGION)
    found = Territory.objects.filter(Q(slug__in=slugs) | numbered, kind__in=KINDS)
    named = [(slugs[t.slug], t) for t in found if t.slug in slugs]
    named = named or [(codes[t.code], t) for t in found]
    if not named:
        return TerritoryFound(text)
    key, meant = min(named, key=lambda one: (starts[one[0]], KINDS.index(one[1].kind)))
    before = typed[: starts[key]]
    while before and before[-1].word in SMALL:
        before.pop()
    rest = text[: before[-1].end] if before else ""
    return TerritoryFound(rest, Inside(meant.code_path, meant.code, meant.name))
