"""From what a person typed to what every engine looks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from maillage_search.french.chain import Token, analyse, clean
from maillage_search.french.tables import QUESTION_WORDS
from maillage_search.french.thesaurus import Concept, Stems, Thesaurus
from maillage_search.query.locations import PlaceFound, find_place
from maillage_search.query.request import Near, SearchRequest

LONGEST_QUESTION = 200
MOST_CONCEPTS = 10


@dataclass(frozen=True)
class Question:
    """Concepts to find, ``required`` of them at least, near a place or anywhere."""

    concepts: tuple[Concept, ...]
    required: int
    request: SearchRequest
    near: Near | None = None
    words: str = ""
    wants_place: bool = False
    corrected: str = ""

    @property
    def partial(self) -> bool:
        return self.required < len(self.concepts)

    @cached_property
    def sayings(self) -> list[list[Stems]]:
        """Of each concept, the stems of each way of saying it."""
        return [[said.stems for said in concept.alternatives] for concept in self.concepts]

    @cached_property
    def terms(self) -> frozenset[Stems]:
        """Every run of stems to mark in a result: words on their own, phrases whole."""
        alternatives = (a for concept in self.concepts for a in concept.alternatives)
        return frozenset(
            stems
            for a in alternatives
            for stems in ([a.stems] if a.phrase else [(stem,) for stem in a.stems])
        )

    @property
    def empty(self) -> bool:
        return not self.concepts and self.near is None

    def relaxed(self) -> Question:
        """Two words or fewer must all be there; of more, three quarters (rounded down)."""
        count = len(self.concepts)
        return self if count <= 2 else replace(self, required=count * 3 // 4)

    def with_concepts(self, concepts: tuple[Concept, ...], corrected: str) -> Question:
        return replace(self, concepts=concepts, required=len(concepts), corrected=corrected)


def understand(request: SearchRequest, thesaurus: Thesaurus) -> Question:
    """Find the place that is named, then the concepts of the other words."""
    text = typed(request.text)
    place = find_place(text, request) if request.near is None else PlaceFound(text)
    concepts = thesaurus.concepts(_tokens(place.rest))[:MOST_CONCEPTS]
    return Question(
        concepts=concepts,
        required=len(concepts),
        request=request,
        near=request.near or place.near,
        words=" ".join(place.rest.split()),
        wants_place=place.wants_place,
    )


def typed(text: str) -> str:
    """Letters, digits, apostrophes and hyphens of a question; operators say nothing here."""
    cut = clean(text[: LONGEST_QUESTION * 4])[:LONGEST_QUESTION]
    kept = (c if c.isalnum() or c in "'’‘ʼ-.œŒ" else " " for c in cut)
    return " ".join("".join(kept).split())


def _tokens(text: str) -> list[Token]:
    tokens = analyse(clean(text))
    telling = [token for token in tokens if token.word not in QUESTION_WORDS]
    return telling or tokens
