"""Measure the search on the demo, with questions that people judged.

    python -m tests.search.judged                 the half to tune on: each class, each engine
    python -m tests.search.judged --holdout       the other half; adds a line to holdout.log
    python -m tests.search.judged pool FILE       writes what is left to judge, as a sheet
    python -m tests.search.judged take FILE       reads the sheet back, once graded

It reads the demo that `make demo` loaded (MAILLAGE_STATE_DIR), and Elasticsearch too when
MAILLAGE_ELASTICSEARCH_URL is set (`scripts/elasticsearch run -- python -m tests.search.judged`).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

HOLDOUT_LOG = Path(__file__).parent / "holdout.log"
BASELINE = "BM25-OR"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search.judged")
    parser.add_argument("verb", nargs="?", choices=("report", "pool", "take"), default="report")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--holdout", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_site.settings.development")
    import django

    django.setup()
    if asked.verb == "report":
        report(holdout=asked.holdout)
    elif asked.file is None:
        parser.error("which file?")
    elif asked.verb == "pool":
        write_pool(asked.file)
    else:
        from tests.search.judged.pooling import taken, write_in

        write_in(taken(asked.file))


def engines() -> dict[str, Callable]:
    from django.conf import settings
    from django.db import connection

    from maillage_search.documents.sources import version_now
    from maillage_search.elastic.engine import ElasticEngine
    from maillage_search.embedded.engine import EmbeddedEngine
    from maillage_search.indexing.rebuild import all_documents
    from tests.search.judged.asking import titles_of
    from tests.search.judged.baseline import bm25_or

    found = {connection.vendor: titles_of(EmbeddedEngine)}
    if settings.MAILLAGE_ELASTICSEARCH_URL:
        found["elasticsearch"] = titles_of(lambda: ElasticEngine(patience=30))
    documents = [one.document for one in all_documents(version_now())]
    return {**found, BASELINE: bm25_or(documents)}


def write_pool(file: Path) -> None:
    from maillage_search.documents.sources import version_now
    from maillage_search.indexing.rebuild import all_documents
    from tests.search.judged.measures import judged
    from tests.search.judged.pooling import pool

    documents = [one.document for one in all_documents(version_now())]
    say(f"{pool(file, judged(), engines().values(), documents)} lines to grade in {file}")


def report(*, holdout: bool) -> None:
    from tests.search.judged.comparing import interval
    from tests.search.judged.halves import half
    from tests.search.judged.measures import judged, score

    questions = [one for one in half(judged(), holdout=holdout) if one.grades]
    scores = {name: [score(ask(q), q.grades) for q in questions] for name, ask in engines().items()}
    by_class: defaultdict[str, list[int]] = defaultdict(list)
    for at, question in enumerate(questions):
        by_class[question.kind].append(at)
    say(f"{'class':<14}{'n':>4}" + "".join(f"{name:>15}" for name in scores))
    for kind, places in [*sorted(by_class.items()), ("all", range(len(questions)))]:
        means = [fmean(found[at].ndcg for at in places) for found in scores.values()]
        say(f"{kind:<14}{len(places):>4}" + "".join(f"{mean:>15.3f}" for mean in means))
    base = [found.ndcg for found in scores[BASELINE]]
    for name, found in scores.items():
        low, high = interval([one.ndcg for one in found], base)
        line = (
            f"{name}: nDCG@10 {fmean(one.ndcg for one in found):.3f}, "
            f"MRR {fmean(one.reciprocal_rank for one in found):.3f}, "
            f"without result {fmean(one.empty for one in found):.1%}, "
            f"over {BASELINE} {low:+.3f} to {high:+.3f} (95 %)"
        )
        say(line)
        if holdout:
            log(line)


def log(line: str) -> None:
    """Each look at the holdout is written down: it is worth less each time."""
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, capture_output=True, text=True, check=True).stdout.strip()
    with HOLDOUT_LOG.open("a", encoding="utf-8") as kept:
        kept.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {commit} {line}\n")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
