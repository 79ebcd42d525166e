"""Put the judged questions to an engine; by itself, to PostgreSQL's, with documents of a file.

    pg_virtualenv python -m tests.search.judged.asking FILE      prints a report as JSON

The file holds what `keep` wrote: the documents of the demo and the communes it knows.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

BATCH = 500


def titles_of(engine: Callable) -> Callable[[object], Sequence[str]]:
    """``engine()`` makes the engine for one question."""
    from maillage_search.query.request import SearchRequest, Viewer

    def ask(question: object) -> list[str]:
        request = SearchRequest(text=question.text, kinds=question.only)
        return [hit.plain_title for hit in engine().search(request, Viewer.anonymous()).hits]

    return ask


def keep(file: Path) -> None:
    """Documents, communes and territories of this database, for another."""
    from maillage.territories.models import Commune, Territory
    from maillage_search.documents.sources import version_now
    from maillage_search.indexing.rebuild import all_documents

    rows = [list(Commune.objects.order_by("parent_id", "pk")), list(Territory.objects.all())]
    file.write_bytes(pickle.dumps([list(all_documents(version_now())), *rows]))


def load(file: Path) -> None:
    from maillage.territories.models import Commune, Territory
    from maillage_search.full_text import writing
    from maillage_search.indexing.rebuild import chunks

    documents, communes, territories = pickle.loads(file.read_bytes())
    first = [commune for commune in communes if commune.parent_id is None]
    Commune.objects.bulk_create(first, batch_size=BATCH, ignore_conflicts=True)
    Territory.objects.bulk_create(territories, batch_size=BATCH, ignore_conflicts=True)
    for chunk in chunks(documents):
        writing.write(chunk)


def main(file: str) -> None:
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
    from django.db import connection

    from tests.search.judged.measures import judged, report

    call_command("migrate", verbosity=0)
    load(Path(file))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    from maillage_search.embedded.engine import EmbeddedEngine

    ask = titles_of(EmbeddedEngine)
    found = report(ask)
    took = []
    for question in judged():
        began = time.perf_counter()
        ask(question)
        took.append(time.perf_counter() - began)
    sys.stdout.write(json.dumps({**asdict(found), "seconds": took}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
