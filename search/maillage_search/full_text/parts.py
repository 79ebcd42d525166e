"""What is asked of the full-text index, and what a document holds of each concept by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from maillage_search.french.thesaurus import Concept
from maillage_search.query.parsing import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """Columns and conditions of documents ``d``, and how many are wanted.

    ``columns`` has ``{score}`` where the score stands; ``restricted``: documents that are not
    public are looked into too.
    """

    columns: str
    where: str
    params: Sequence[object]
    most: int
    restricted: bool = False


@dataclass(slots=True)
class Part:
    """Scores of one concept by document, and those of its plain words.

    ``plain`` is None when the concept is said in these words alone.
    """

    scores: dict[int, float] = field(default_factory=dict)
    plain: dict[int, float] | None = None

    @property
    def tells(self) -> float:
        """How much the concept tells documents apart: rare words weigh more in their scores."""
        return max(self.scores.values(), default=0.0)

    def score(self, pk: int) -> float:
        """What the thesaurus adds weighs half."""
        score = self.scores.get(pk, 0.0)
        return score if self.plain is None else (score + self.plain.get(pk, 0.0)) / 2


class Said(NamedTuple):
    """A concept to look for, by its number in the question; ``plain``: in its plain words."""

    number: int
    plain: bool
    concept: Concept


def said_apart(question: Question) -> list[Said]:
    found: list[Said] = []
    for number, concept in enumerate(question.concepts):
        found.append(Said(number, plain=False, concept=concept))
        if has_synonyms(concept):
            found.append(Said(number, plain=True, concept=plain(concept)))
    return found


def has_synonyms(concept: Concept) -> bool:
    return not all(said.plain for said in concept.alternatives)


def plain(concept: Concept) -> Concept:
    """The concept in the reader's words, and by the name in use."""
    return Concept(tuple(said for said in concept.alternatives if said.plain))


def parts_of(question: Question, found: Iterable[tuple[Said, int, float]]) -> list[Part]:
    """From what was looked for, the document that holds it and its score."""
    parts = [Part(plain={} if has_synonyms(one) else None) for one in question.concepts]
    for said, pk, score in found:
        part = parts[said.number]
        held = part.plain if said.plain and part.plain is not None else part.scores
        held[pk] = score
    return parts
