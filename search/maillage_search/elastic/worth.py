"""What the words of a question are worth in Elasticsearch, asked before it is answered.

A score says nothing by itself: what stands beside it (a town that is named) and how much of the
question a document holds are weighed by the best that the same words score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from elasticsearch.dsl import MultiSearch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elasticsearch.dsl import Search


class Worth(NamedTuple):
    """``shares``: of what the question tells, each concept's; rare words tell more. ``best``: the
    score of the document that answers its words best.
    """

    shares: tuple[float, ...]
    best: float = 1.0


def even(count: int) -> Worth:
    """Where it makes no difference."""
    return Worth((1 / max(count, 1),) * count)


def asked_together(searches: Sequence[Search]) -> MultiSearch:
    """The words together, then each concept: the first document of each, without its content."""
    multi = MultiSearch()
    for search in searches:
        multi = multi.add(search.source(False)[:1].extra(track_total_hits=False))
    return multi


def worth_of(best: float | None, tells: Sequence[float | None]) -> Worth:
    """From the best scores of the words together and of each concept; None: nothing holds it."""
    told = sum(filter(None, tells))
    if not told:
        return even(len(tells))
    return Worth(tuple((found or 0.0) / told for found in tells), best or 1.0)
