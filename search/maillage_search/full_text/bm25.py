"""BM25 over four fields, of documents whose words are at hand: no more than are worth weighing.

What a database's own ranking does not say: how much each concept of a question weighs in each
document, and a weight for words that most documents hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean

from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.tokens import letters

# Of the title, the keywords, the summary and the body.
WEIGHTS = (10.0, 5.0, 3.0, 1.0)
SATURATION, LENGTH = 1.2, 0.75
Fields = Sequence[str]
BETWEEN = " | "


def rarity(held: int, total: int) -> float:
    """Inverse document frequency, never nothing."""
    total = max(total, held)
    return math.log(1 + (total - held + 0.5) / (held + 0.5))


class Scorer:
    """Documents by key, each as the stems of its fields between spaces."""

    def __init__(self, documents: Mapping[int, Fields]) -> None:
        lengths = {pk: sum(map(len, fields)) for pk, fields in documents.items()}
        average = max(fmean(lengths.values()), 1.0) if lengths else 1.0
        # Of each, all its fields in one: most hold nothing of what is looked for.
        self.documents = [
            (
                pk,
                f" {BETWEEN.join(fields)} ",
                SATURATION * (1 - LENGTH + LENGTH * lengths[pk] / average),
            )
            for pk, fields in documents.items()
        ]

    def scores(self, concept: Concept, rare: float) -> dict[int, float]:
        """Of the documents that hold the concept."""
        found = {}
        runs = [_runs(said) for said in concept.alternatives]
        for pk, text, norm in self.documents:
            often = 0.0
            for said in runs:
                if all(run in text for run in said):
                    often += min(_often(text, run) for run in said)
            if often:
                found[pk] = rare * often * (SATURATION + 1) / (often + norm)
        return found


def _runs(said: Alternative) -> list[str]:
    """What is looked for between spaces: a phrase whole, other words each by itself."""
    stems = [letters(stem) for stem in said.stems]
    return [f" {run} " for run in ([" ".join(stems)] if said.phrase else stems)]


def _often(text: str, run: str) -> float:
    """How often, each field by its weight."""
    fields = text.split(BETWEEN)
    return sum(
        weight * f" {field} ".count(run) for weight, field in zip(WEIGHTS, fields, strict=True)
    )
