"""How good a list of results is: nDCG, reciprocal rank, nothing found."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

QUERIES = Path(__file__).parent / "queries.toml"
DEPTH = 10
GOOD = 2


@dataclass(frozen=True)
class Judged:
    """A question and the worth of each title that answers it; ``worthless``: those graded 0."""

    text: str
    kind: str
    only: tuple[str, ...]
    grades: dict[str, int]
    worthless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Score:
    ndcg: float
    reciprocal_rank: float
    empty: bool


@dataclass(frozen=True)
class Report:
    """Means over all questions, and the questions answered worst."""

    ndcg: float
    mrr: float
    zero: int
    worst: tuple[tuple[float, str], ...]


def judged() -> list[Judged]:
    return [_read(entry) for entry in tomllib.loads(QUERIES.read_text("utf-8"))["query"]]


def score(titles: Sequence[str], grades: dict[str, int]) -> Score:
    """Titles in the order they were found."""
    gains = [grades.get(title, 0) for title in titles[:DEPTH]]
    ideal = _discounted(sorted(grades.values(), reverse=True)[:DEPTH])
    ranks = [rank for rank, gain in enumerate(gains, 1) if gain >= GOOD]
    return Score(_discounted(gains) / ideal, 1 / ranks[0] if ranks else 0.0, not titles)


def report(ask: Callable[[Judged], Sequence[str]]) -> Report:
    scores = [(score(ask(question), question.grades), question) for question in judged()]
    by_worth = sorted((found.ndcg, question.text) for found, question in scores)
    return Report(
        ndcg=fmean(found.ndcg for found, _ in scores),
        mrr=fmean(found.reciprocal_rank for found, _ in scores),
        zero=sum(found.empty for found, _ in scores),
        worst=tuple(by_worth[:6]),
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _read(entry: dict[str, object]) -> Judged:
    given = {title: worth for title, worth in entry.items() if isinstance(worth, int)}
    grades = {title: worth for title, worth in given.items() if worth}
    only = (str(entry["only"]),) if "only" in entry else ()
    return Judged(
        str(entry["q"]), str(entry["class"]), only, grades, frozenset(given.keys() - grades)
    )
