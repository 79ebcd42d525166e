"""PostgreSQL's engine, in another process with a cluster of its own and this demo's documents.

By itself, ``pg_virtualenv python -m tests.search.judged.elsewhere DOCUMENTS QUESTIONS`` prints
what it finds as JSON.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.search.judged.measures import Judged

BATCH = 500


def on_postgresql(questions: Sequence[Judged]) -> list[list[str]]:
    """What it finds for each question; nothing where no PostgreSQL is installed."""
    if not shutil.which("pg_virtualenv"):
        return []
    with tempfile.TemporaryDirectory() as folder:
        documents, asked = Path(folder, "documents"), Path(folder, "questions")
        keep(documents)
        asked.write_bytes(pickle.dumps(list(questions)))
        done = subprocess.run(
            ["pg_virtualenv", "-t", "-o", "fsync=off", "-o", "synchronous_commit=off",
             sys.executable, "-m", "tests.search.judged.elsewhere", documents, asked],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("[[")]
    if not lines:
        raise RuntimeError(f"PostgreSQL did not answer: {done.stderr.strip()[-2000:]}")
    return json.loads(lines[0])


def keep(file: Path) -> None:
    """What the search reads of this database, for another."""
    from maillage.territories.models import Commune, OtherName, PostalCode, Territory
    from maillage_search.documents.sources import version_now
    from maillage_search.indexing.rebuild import all_documents
    from maillage_search.models import ThesaurusEntry

    rows = [
        list(Commune.objects.order_by("parent_id", "pk")),
        list(PostalCode.objects.all()),
        list(OtherName.objects.all()),
        list(Territory.objects.all()),
        list(Territory.communes.through.objects.all()),
        list(ThesaurusEntry.objects.all()),
    ]
    file.write_bytes(pickle.dumps((list(all_documents(version_now())), rows)))


def load(file: Path) -> None:
    from django.db import connection

    from maillage_search.full_text import writing
    from maillage_search.indexing.rebuild import chunks

    documents, tables = pickle.loads(file.read_bytes())
    for rows in filter(None, tables):
        model = type(rows[0])
        model.objects.all().delete()
        first = [row for row in rows if getattr(row, "parent_id", None) is None]
        later = [row for row in rows if getattr(row, "parent_id", None) is not None]
        for some in (first, later):
            model.objects.bulk_create(some, batch_size=BATCH)
    for chunk in chunks(documents):
        writing.write(chunk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main(documents: str, questions: str) -> None:
    pg = {
        name: os.environ[f"PG{name.upper()}"]
        for name in ("user", "password", "host", "port", "database")
    }
    os.environ["MAILLAGE_DATABASE_URL"] = (
        "postgres://{user}:{password}@{host}:{port}/{database}".format(**pg)
    )
    os.environ["MAILLAGE_ELASTICSEARCH_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage_site.settings.development"
    import django

    django.setup()
    from django.core.management import call_command

    from maillage_search.embedded.engine import EmbeddedEngine
    from tests.search.judged.asking import asked_of

    call_command("migrate", verbosity=0)
    load(Path(documents))
    ask = asked_of(EmbeddedEngine)
    asked = pickle.loads(Path(questions).read_bytes())
    sys.stdout.write(json.dumps([list(ask(question)) for question in asked]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
