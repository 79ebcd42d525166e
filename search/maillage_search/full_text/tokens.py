"""The pre-analysed words that both databases store, and the questions put to them."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from maillage.values import SearchDocument
from maillage_search.documents.addresses import marked_words
from maillage_search.french.chain import stems
from maillage_search.french.thesaurus import Concept
from maillage_search.query.parsing import Question

LONGEST_FIELD = 10_000
MOST_COMBINATIONS = 60


class Tokens(NamedTuple):
    """Stems of each field, in order, most telling field first."""

    title: list[str]
    keywords: list[str]
    summary: list[str]
    body: list[str]


def tokens_of(document: SearchDocument) -> Tokens:
    texts = (
        document.title,
        " ".join((*document.keywords, *document.themes, *marked_words(document.address))),
        document.summary,
        document.body,
    )
    return Tokens(*([*map(letters, stems(text)[:LONGEST_FIELD])] for text in texts))


def letters(stem: str) -> str:
    """A stem without the apostrophe that would mean something in a query language."""
    return "".join(c for c in stem if c.isalnum())[:60] or "0"


def combinations_of(question: Question) -> list[tuple[Concept, ...]]:
    """The groups of concepts any of which is enough."""
    groups = combinations(question.concepts, question.required)
    return [group for _, group in zip(range(MOST_COMBINATIONS), groups, strict=False)]
