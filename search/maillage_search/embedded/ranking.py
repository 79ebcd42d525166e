"""Which of the documents that match come first: only those of the page are put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from operator import itemgetter

from maillage_search.documents.delimited import needle
from maillage_search.embedded.rows import DATE, PK, Row
from maillage_search.engines.proximity import closeness, nearness
from maillage_search.engines.scoring import (
    CLOSE,
    LOCAL,
    NOWHERE,
    ONCE,
    SESSION,
    SOMEWHERE,
    SYNONYM,
    TITLE,
)
from maillage_search.french.thesaurus import Concept
from maillage_search.full_text.parts import Part
from maillage_search.full_text.writing import title_key
from maillage_search.query.narrowing import Order
from maillage_search.query.parsing import Question

# Of the best, so many are weighed concept by concept; what is beyond comes after.
WEIGHED, UNWEIGHED = 200, 1e-6


def page_of(
    rows: Sequence[Row], question: Question, distances: Mapping[int, float], parts: Sequence[Part]
) -> list[int]:
    """Identifiers of the documents of the page asked for; ``distances`` where a place is named.

    ``parts``: the score of each concept, where scores of the whole question do not do.
    """
    request = question.request
    last = request.page * request.size
    if request.order is Order.DATE:
        ordered = _by_date(rows)
    elif distances and (request.order is Order.DISTANCE or not question.concepts):
        ordered = _by_distance(rows, distances)
    elif not question.concepts:
        shown = sorted(rows, key=itemgetter(DATE)) if question.period else rows
        return [row[PK] for row in shown[last - request.size : last]]
    else:
        ordered = _by_score(rows, question, distances, parts)
    return [found[-1] for found in nsmallest(last, ordered)[last - request.size :]]


def _by_score(
    rows: Sequence[Row], question: Question, distances: Mapping[int, float], parts: Sequence[Part]
) -> Iterator[tuple[int, float, int]]:
    """The best first. A word that most documents hold weighs nothing: the name that was typed comes
    first apart from scores, then titles that hold it.
    """
    weights = Weights(question, parts)
    sessions, near = question.asks_for_a_session, question.near is not None
    weighed = weights.of_parts(row[3] for row in rows[:WEIGHED])
    best = max(weighed.values(), default=0.0) or 1.0
    for _kind, territories, _themes, pk, title, rank, dated, _day, latitude, *_rest in rows:
        # Beyond those that are weighed, as the database ranks them.
        score, first = weighed.get(pk) or float(rank) * UNWEIGHED, 0
        if weights.may_be_titled(title):
            score *= weights.titled(title)
            first = weights.named(title)
            if sessions and dated:
                first += SESSION
        if near:
            score *= weights.placed(territories, distances.get(pk))
            score += CLOSE * best * closeness(distances.get(pk))
        elif dated:
            score *= 1.0 if sessions else ONCE
        elif latitude is not None:
            score *= SOMEWHERE
        yield -first, -score, pk


def _by_distance(
    rows: Sequence[Row], distances: Mapping[int, float]
) -> Iterator[tuple[bool, float, int]]:
    """The nearest first, then what has no address."""
    for row in rows:
        pk = row[3]
        yield pk not in distances, distances.get(pk, 0.0), pk


def _by_date(rows: Sequence[Row]) -> Iterator[tuple[bool, str, int, int]]:
    """What takes place, the soonest first; then the rest, the latest first."""
    for row in rows:
        starts, day = row[6], row[7]
        latest = -int(day.replace("-", "")) if day else 0
        yield not starts, starts or "", latest, row[3]


class Weights:
    """What a document weighs for the words of a question, and for how much of it."""

    def __init__(self, question: Question, parts: Sequence[Part]) -> None:
        self.concepts, self.parts, self.near = question.concepts, parts, question.near
        even = 1 / max(len(self.concepts), 1)
        told = sum(part.tells for part in parts)
        self.shares = [part.tells / told if told else even for part in parts]
        self.shares = self.shares or [even] * len(self.concepts)
        self.key = title_key(question.words)
        near = question.near
        self.there = (
            [needle(code) for code in near.territories if code[:4] != "reg:"] if near else []
        )
        self.typed = [f" {title_key(text)} " for text in question.names]
        # Most titles hold no word of the question, and weigh as they are.
        first = {stems[0] for concept in question.sayings for stems in concept if stems}
        self.may_be_titled = re.compile("|".join(map(re.escape, sorted(first)))).search

    def of_parts(self, pks: Iterable[int]) -> dict[int, float]:
        """Of each, the score of each concept, by the share of the question that is held."""
        pairs = list(zip(self.shares, self.parts, strict=bool(self.parts)))
        found = {}
        for pk in pks:
            held = [(share, part.score(pk)) for share, part in pairs if pk in part.scores]
            found[pk] = sum(score for _share, score in held) * sum(share for share, _ in held)
        return found

    def placed(self, territories: str, distance: float | None) -> float:
        """Nearness of what stands somewhere; whether the rest is of the town's territories."""
        if distance is not None:
            return nearness(distance)
        return LOCAL if any(code in territories for code in self.there) else NOWHERE

    def titled(self, title: str) -> float:
        """From 1 when the title holds nothing of the question to 2 when it holds all of it.

        Full-text scores weigh fields, but saturate: a long page about the question would come
        after a short one that mentions it.
        """
        words = set(title.split())
        pairs = zip(self.shares, self.concepts, strict=True)
        return 1.0 + TITLE * sum(share * _held(words, concept) for share, concept in pairs)

    def named(self, title: str) -> int:
        """2 when the title is the question; 1 when it holds it whole, and no town is named."""
        if title == self.key:
            return 2
        return int(self.near is None and any(text in f" {title} " for text in self.typed))


def _held(words: set[str], concept: Concept) -> float:
    found = [said for said in concept.alternatives if words.issuperset(said.stems)]
    if not found:
        return 0.0
    return 1.0 if any(said.plain for said in found) else SYNONYM
