"""How good a list of results is: nDCG, reciprocal rank, nothing found."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from tests.search.judged.naming import title_in

QUERIES = Path(__file__).parent / "queries.toml"
DEPTH = 10
GOOD = 2


@dataclass(frozen=True)
class Judged:
    """A question and the worth of each document that answers it; ``worthless``: those graded 0.

    Documents are called as ``naming`` says, or by their title alone. ``portal`` is the slug of the
    territory where it is asked, empty on the national portal; ``only`` the kinds that are kept.
    """

    text: str
    kind: str
    only: tuple[str, ...]
    grades: dict[str, int]
    worthless: frozenset[str] = frozenset()
    portal: str = ""

    @property
    def has_good(self) -> bool:
        """Whether something answers it well: otherwise no rank is the first good one's."""
        return max(self.grades.values(), default=0) >= GOOD

    def knows(self, name: str) -> bool:
        return any(key in self.grades or key in self.worthless for key in (name, title_in(name)))


Ask = Callable[[Judged], Sequence[str]]


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


def score(names: Sequence[str], grades: Mapping[str, int]) -> Score:
    """Names in the order they were found; what the same grade is for counts once."""
    gains, counted = [], set()
    for name in names[:DEPTH]:
        key = name if name in grades else title_in(name)
        gains.append(0 if key in counted else grades.get(key, 0))
        counted.add(key)
    ideal = _discounted(sorted(grades.values(), reverse=True)[:DEPTH])
    ranks = [rank for rank, gain in enumerate(gains, 1) if gain >= GOOD]
    return Score(_discounted(gains) / ideal, 1 / ranks[0] if ranks else 0.0, not names)


def report(ask: Ask, questions: Sequence[Judged] | None = None) -> Report:
    asked = [one for one in questions or judged() if one.grades]
    scores = [(score(ask(question), question.grades), question) for question in asked]
    by_worth = sorted((found.ndcg, question.text) for found, question in scores)
    return Report(
        ndcg=fmean(found.ndcg for found, _ in scores),
        mrr=fmean(found.reciprocal_rank for found, question in scores if question.has_good),
        zero=sum(found.empty for found, _ in scores),
        worst=tuple(by_worth[:6]),
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _read(entry: Mapping[str, object]) -> Judged:
    given = {name: worth for name, worth in entry.items() if isinstance(worth, int)}
    grades = {name: worth for name, worth in given.items() if worth}
    only = (str(entry["only"]),) if "only" in entry else ()
    return Judged(
        str(entry["q"]), str(entry["class"]), only, grades, frozenset(given.keys() - grades),
        portal=str(entry.get("portal", "")),
    )  # fmt: skip
