"""Territories as people name them: name, official code, or both with the kind."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.utils import translation

from maillage.scope import DEFAULT_LANGUAGE
from maillage.territories.models import Territory
from maillage.territories.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Territory.Kind
PROPOSED = 5
# What official names begin with, and people leave out.
LEFT_OUT = re.compile(
    r"^(?:(?:ca|cc|cu|communaute d agglomeration|communaute de communes|communaute urbaine"
    r"|metropole)(?: (?:de la|de l|du|des|de|d))?|la|le|les|l) (?=.)"
)
BRACKETS = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")


class TerritoryNames:
    """Every territory by what it may be called; read once, for as many questions as one likes."""

    def __init__(self, territories: Iterable[Territory] | None = None) -> None:
        if territories is None:
            territories = Territory.objects.order_by("kind", "name")
        self.by_word: dict[str, list[Territory]] = defaultdict(list)
        self.by_code: dict[str, list[Territory]] = defaultdict(list)
        self.by_slug: dict[str, Territory] = {}
        with translation.override(DEFAULT_LANGUAGE):
            self.kinds = {
                name_key(str(word)): kind for kind in Kind for word in (kind.value, kind.label)
            }
        for territory in territories:
            for key in {_key(territory.name), name_key(territory.name)}:
                self.by_word[key].append(territory)
            self.by_code[territory.code.upper()].append(territory)
            self.by_slug[territory.slug] = territory

    def named(self, text: str) -> list[Territory]:
        """All that the text may mean: several are a question to ask.

        ``Guadeloupe``, ``971``, ``dep:971``, ``département 971``, ``Guadeloupe (région)``.
        """
        words, kind = self._split(text)
        code = words.upper().replace(" ", "")
        # A spreadsheet takes the first zero of "01" away.
        found = self.by_code.get(code) or self.by_code.get(code.zfill(2)) or []
        found = [*found, *self.by_word.get(name_key(words), self.by_word.get(_key(words), ()))]
        if not found and (one := self.by_slug.get(words.strip().lower())):
            found = [one]
        return list(dict.fromkeys(one for one in found if kind in {None, one.kind}))

    def near(self, text: str) -> list[Territory]:
        """Those whose name looks like the text, or holds all its words."""
        words, _kind = self._split(text)
        key = _key(words)
        if not key:
            return []
        holding = [known for known in self.by_word if set(key.split()) <= set(known.split())]
        alike = get_close_matches(key, self.by_word, n=PROPOSED, cutoff=0.75)
        names = sorted(holding, key=len) + alike
        found = dict.fromkeys(one for name in names for one in self.by_word[name])
        return list(found)[:PROPOSED]

    def _split(self, text: str) -> tuple[str, Kind | None]:
        """The name or code, and the kind when it is said: before it, or after it in brackets."""
        text = " ".join(text.split())
        if (bracketed := BRACKETS.match(text)) and (kind := self.kinds.get(name_key(bracketed[2]))):
            return bracketed[1], kind
        for separator in (":", " "):
            first, _, rest = text.partition(separator)
            if rest.strip() and (kind := self.kinds.get(name_key(first))):
                return rest.strip(), kind
        return text, None


def told(territory: Territory) -> str:
    """A territory that is mistaken for no other: ``Guadeloupe (région, reg:01)``."""
    return f"{territory.name} ({territory.get_kind_display()}, {territory.code_path})"


def _key(name: str) -> str:
    return LEFT_OUT.sub("", name_key(name))
