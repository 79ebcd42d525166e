"""Measure the search on the demo, with questions that people judged.

    python -m tests.search.judged                   the half to tune on: each class, each engine
    python -m tests.search.judged --engines sqlite  the same, of one engine
    python -m tests.search.judged --holdout         the other half; adds lines to holdout.log
    python -m tests.search.judged worst             of the half to tune on, what is answered worst
    python -m tests.search.judged pool FILE         writes what is left to judge, as a sheet
    python -m tests.search.judged take FILE         reads the sheet back, once graded

It reads a copy of the SQLite demo that `make demo` loaded (MAILLAGE_STATE_DIR), gives its documents
to a PostgreSQL of its own where `pg_virtualenv` is installed, and to Elasticsearch where
MAILLAGE_ELASTICSEARCH_URL is set (`scripts/elasticsearch run -- python -m tests.search.judged`).
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

HOLDOUT_LOG = Path(__file__).parent / "holdout.log"
DATABASE = "maillage.sqlite3"
WORST = 25


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.search.judged")
    verbs = ("report", "worst", "pool", "take")
    parser.add_argument("verb", nargs="?", choices=verbs, default="report")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--holdout", action="store_true")
    parser.add_argument("--engines", nargs="+", metavar="ENGINE")
    asked = parser.parse_args()
    if asked.verb in ("pool", "take") and asked.file is None:
        parser.error("which file?")
    if asked.verb == "take":
        take(asked.file)
    else:
        measure(asked)


def take(file: Path) -> None:
    from tests.search.judged.pooling import taken, write_in

    write_in(taken(file))


def measure(asked: argparse.Namespace) -> None:
    state = Path(os.environ.get("MAILLAGE_STATE_DIR", "var")).absolute()
    with copy_of(state):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_site.settings.development")
        import django

        django.setup()
        if asked.verb == "pool":
            write_pool(asked.file, state, asked.engines)
        else:
            report(state, asked.engines, holdout=asked.holdout, worst=asked.verb == "worst")


@contextmanager
def copy_of(state: Path) -> Iterator[None]:
    """The demo may be read by somebody else meanwhile, and stock Wagtail wants an index in it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, DATABASE)
        with sqlite3.connect(f"file:{state / DATABASE}?mode=ro", uri=True) as source:
            source.backup(sqlite3.connect(copy))
        os.environ["MAILLAGE_STATE_DIR"] = folder
        yield


def write_pool(file: Path, state: Path, wanted: list[str] | None) -> None:
    from maillage_search.documents.sources import version_now
    from maillage_search.indexing.rebuild import all_documents
    from tests.search.judged.asking import in_french, named
    from tests.search.judged.engines import ENGINES, answers
    from tests.search.judged.measures import judged
    from tests.search.judged.pooling import pool

    questions = judged()
    found = answers(questions, wanted or ENGINES, state / "judged")
    say(f"engines: {', '.join(found)}")
    documents = {named(one): one for one in in_french(all_documents(version_now()))}
    say(f"{pool(file, questions, found.values(), documents)} lines to grade in {file}")


def report(state: Path, wanted: list[str] | None, *, holdout: bool, worst: bool) -> None:
    from tests.search.judged.engines import BASELINE, ENGINES, answers
    from tests.search.judged.halves import half
    from tests.search.judged.measures import judged
    from tests.search.judged.table import details, table

    questions = half(judged(), holdout=holdout)
    found = answers(questions, [*wanted, BASELINE] if wanted else ENGINES, state / "judged")
    lines = list(table(questions, found, BASELINE))
    for line in lines:
        say(line)
        if holdout:
            log(line)
    if worst and not holdout:
        for line in details(questions, found, WORST):
            say(line)


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
