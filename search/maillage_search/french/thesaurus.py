"""Words of public services that mean the same thing, or lead to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.text import fold
from maillage_search.french.chain import Token, analyse, clean

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of saying a thing; a ``phrase`` counts only when its words follow one another.

    ``plain``: it is what was typed, or the name in use, and weighs whole.
    """

    stems: Stems
    text: str
    phrase: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for, and all the ways of saying it; the first is the reader's."""

    alternatives: tuple[Alternative, ...]

    @property
    def text(self) -> str:
        return self.alternatives[0].text

    @property
    def stems(self) -> list[str]:
        """Those of every way of saying it."""
        return sorted({stem for said in self.alternatives for stem in said.stems})


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms that mean the same, the first being the name in use; with ``one_way``, the first also
    finds the others, not back. ``plain``: all weigh as what was typed.
    """

    terms: tuple[str, ...]
    one_way: bool = False
    plain: bool = False


class Thesaurus:
    """Groups the tokens of a question into concepts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.synonyms: dict[Stems, dict[Stems, str]] = {}
        self.in_use: set[tuple[Stems, Stems]] = set()
        # Terms of several words by their letters alone: "poleemploi".
        self.glued: dict[str, str] = {}
        for entry in entries:
            self._add(entry)
        self.longest = max((len(stems) for stems in self.synonyms), default=1)

    def _add(self, entry: Entry) -> None:
        terms = {_stems(term): clean(term) for term in entry.terms}
        for term in terms.values():
            letters = "".join(c for c in fold(term) if c.isalnum())
            if len(letters) < len(term):
                self.glued.setdefault(letters, term)
        terms.pop((), None)
        for stems in list(terms)[: 1 if entry.one_way else None]:
            others = {other: text for other, text in terms.items() if other != stems}
            self.synonyms.setdefault(stems, {}).update(others)
            named = others if entry.plain else () if entry.one_way else list(terms)[:1]
            self.in_use.update((stems, name) for name in named)

    def concepts(self, tokens: Sequence[Token]) -> tuple[Concept, ...]:
        """Longest terms first: ``allocations familiales`` is one concept, not two."""
        found, at = [], 0
        while at < len(tokens):
            length = self._length_at(tokens, at)
            found.append(self._concept(tokens[at : at + length]))
            at += length
        return tuple(found)

    def _length_at(self, tokens: Sequence[Token], at: int) -> int:
        for length in range(min(self.longest, len(tokens) - at), 1, -1):
            if tuple(t.stem for t in tokens[at : at + length]) in self.synonyms:
                return length
        return 1

    def _concept(self, tokens: Sequence[Token]) -> Concept:
        stems = tuple(token.stem for token in tokens)
        text = " ".join(token.word for token in tokens)
        said = Alternative(stems, text, plain=True)
        others = (
            Alternative(other, text, len(other) > 1, plain=(stems, other) in self.in_use)
            for other, text in self.synonyms.get(stems, {}).items()
        )
        return Concept((said, *others))


def _stems(term: str) -> Stems:
    return tuple(token.stem for token in analyse(clean(term)))
