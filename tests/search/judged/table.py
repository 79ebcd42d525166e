"""The table of a half of the judged set: each class, each engine, and how sure the differences are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from tests.search.judged.comparing import interval
from tests.search.judged.measures import Judged, Score, score
from tests.search.judged.naming import title_in

WIDTH = 15


def table(
    questions: Sequence[Judged], answers: Mapping[str, Sequence[Sequence[str]]], baseline: str
) -> Iterator[str]:
    """nDCG@10 by class; then a line an engine, with its difference from the baseline."""
    at = [place for place, question in enumerate(questions) if question.grades]
    scores = {
        name: {place: score(found[place], questions[place].grades) for place in at}
        for name, found in answers.items()
    }
    by_class: defaultdict[str, list[int]] = defaultdict(list)
    for place in at:
        by_class[questions[place].kind].append(place)
    yield f"{'class':<14}{'n':>4}" + "".join(f"{name:>{WIDTH}}" for name in scores)
    for kind, places in [*sorted(by_class.items()), ("all", at)]:
        means = [fmean(found[place].ndcg for place in places) for found in scores.values()]
        yield f"{kind:<14}{len(places):>4}" + "".join(f"{mean:>{WIDTH}.3f}" for mean in means)
    for name, found in scores.items():
        good = [one for place, one in found.items() if questions[place].has_good]
        yield _summary(name, list(found.values()), good) + _over(
            found, scores.get(baseline), baseline
        )
    unanswerable = [place for place, question in enumerate(questions) if not question.grades]
    if unanswerable:
        shown = (
            f"{name} {fmean(bool(found[place]) for place in unanswerable):.0%}"
            for name, found in answers.items()
        )
        yield (
            f"nothing answers {len(unanswerable)} of the questions; something is shown for "
            + ", ".join(shown)
        )


def _summary(name: str, scores: Sequence[Score], good: Sequence[Score]) -> str:
    """``good``: of the questions that something answers well."""
    return (
        f"{name}: nDCG@10 {fmean(one.ndcg for one in scores):.3f}, "
        f"MRR {fmean(one.reciprocal_rank for one in good):.3f}, "
        f"without result {fmean(one.empty for one in scores):.1%}"
    )


def _over(found: Mapping[int, Score], base: Mapping[int, Score] | None, name: str) -> str:
    if base is None or base is found:
        return ""
    low, high = interval([one.ndcg for one in found.values()], [one.ndcg for one in base.values()])
    return f", over {name} {low:+.3f} to {high:+.3f} (95 %)"


def details(
    questions: Sequence[Judged], answers: Mapping[str, Sequence[Sequence[str]]], most: int
) -> Iterator[str]:
    """What the first engine answers worst, with the grade of each document and what was missed."""
    found = next(iter(answers.values()))
    told = [
        (score(names, question.grades).ndcg, question, names)
        for question, names in zip(questions, found, strict=True)
        if question.grades
    ]
    for worth, question, names in sorted(told, key=lambda one: one[0])[:most]:
        yield f"\n{worth:.3f} {question.kind}: {question.text}"
        for name in names:
            grade = question.grades.get(name, question.grades.get(title_in(name), 0))
            known = grade if question.knows(name) else "?"
            yield f"    {known} {name}"
        shown = {*names, *map(title_in, names)}
        missed = sorted(question.grades.keys() - shown, key=lambda name: -question.grades[name])
        yield from (f"    missed {question.grades[name]} {name}" for name in missed[:10])
