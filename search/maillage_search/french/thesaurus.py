"""Words of public services that mean the same thing, or lead to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.text import fold
from maillage_search.french.chain import Token, analyse, clean

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of saying a thing; a ``phrase`` counts only when its words follow one another."""

    stems: Stems
    text: str
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for, and all the ways of saying it; the first is the reader's."""

    alternatives: tuple[Alternative, ...]

    @property
    def text(self) -> str:
        return self.alternatives[0].text


@dataclass(frozen=True, slots=True)
class Entry:
    """Terms that mean the same; with ``one_way``, the first also finds the others, not back."""

    terms: tuple[str, ...]
    one_way: bool = False


class Thesaurus:
    """Groups the tokens of a question into concepts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.synonyms: dict[Stems, dict[Stems, str]] = {}
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
        said = Alternative(stems, " ".join(token.word for token in tokens))
        others = (
            Alternative(other, text, phrase=len(other) > 1)
            for other, text in self.synonyms.get(stems, {}).items()
        )
        return Concept((said, *others))


def _stems(term: str) -> Stems:
    return tuple(token.stem for token in analyse(clean(term)))
