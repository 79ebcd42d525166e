"""Which of the documents that match come first: only those of the page are put in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from maillage_search.engines.proximity import nearness
from maillage_search.french.thesaurus import Stems
from maillage_search.full_text.writing import title_key
from maillage_search.query.narrowing import Order
from maillage_search.query.parsing import Question

# What the thesaurus says weighs less than what the reader typed.
SYNONYM = 0.5


class Row(NamedTuple):
    """A document that matches, without its texts; its lists are still the columns' text.

    Rows stay the database's own bare tuples, in this order: thousands may match.
    """

    kind: str
    territories: str
    themes: str
    id: int
    title_key: str
    score: float
    starts: str | None
    date: str | None


def page_of(rows: Sequence[Row], question: Question, distances: Mapping[int, float]) -> list[int]:
    """Identifiers of the documents of the page asked for; ``distances`` where a place is named."""
    request = question.request
    ordered = _by_score if question.concepts else _by_distance
    if request.order is Order.DATE:
        ordered = _by_date
    elif request.order is Order.DISTANCE and distances:
        ordered = _by_distance
    last = request.page * request.size
    first = nsmallest(last, ordered(rows, question, distances))
    return [found[-1] for found in first[last - request.size :]]


def _by_score(
    rows: Sequence[Row], question: Question, distances: Mapping[int, float]
) -> Iterator[tuple[int, float, int]]:
    """The best first; most titles hold no word of the question, and weigh as they are.

    A word that most documents hold weighs nothing: the name that was typed comes first apart from
    scores, then titles that hold it.
    """
    key, typed = title_key(question.words), f" {title_key(question.text)} "
    said = _any_word(question)
    sessions = question.asks_for_a_session
    for _kind, _territories, _themes, pk, title, rank, dated, _date in rows:
        score, first = float(rank), 0
        if said(title):
            score *= titled(question, title)
            first = 2 if title == key else int(typed in f" {title} ")
            if sessions and dated:
                first += 3
        if distances:
            score *= nearness(distances.get(pk))
        yield -first, -score, pk


def _by_distance(
    rows: Sequence[Row], _question: Question, distances: Mapping[int, float]
) -> Iterator[tuple[bool, float, int]]:
    """The nearest first, then what has no address."""
    for row in rows:
        pk = row[3]
        yield pk not in distances, distances.get(pk, 0.0), pk


def _by_date(
    rows: Sequence[Row], _question: Question, _distances: Mapping[int, float]
) -> Iterator[tuple[bool, str, int, int]]:
    """What takes place, the soonest first; then the rest, the latest first."""
    for row in rows:
        starts, day = row[6], row[7]
        latest = -int(day.replace("-", "")) if day else 0
        yield not starts, starts or "", latest, row[3]


def titled(question: Question, title: str) -> float:
    """From 1 when the title holds nothing of the question to 2 when it holds all of its words.

    Full-text scores weigh fields, but saturate: a long page about the question would come after
    a short one that mentions it.
    """
    words = set(title.split())
    held = sum(_held(words, concept) for concept in question.sayings)
    return 1.0 + held / max(len(question.concepts), 1)


def _held(words: set[str], concept: Sequence[Stems]) -> float:
    if not concept:
        return 0.0
    literal, *others = concept
    if words.issuperset(literal):
        return 1.0
    return SYNONYM if any(words.issuperset(said) for said in others) else 0.0


def _any_word(question: Question):  # noqa: ANN202 -- a pattern's search
    """Whether a title may hold a way of saying something of the question."""
    first = {said[0] for concept in question.sayings for said in concept if said}
    return re.compile("|".join(map(re.escape, sorted(first)))).search
