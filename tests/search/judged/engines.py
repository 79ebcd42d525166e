"""What every engine that can be had here finds, and what they are measured against."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings

from maillage_search.documents.sources import version_now
from maillage_search.elastic.client import client
from maillage_search.elastic.engine import ElasticEngine
from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.indexing.rebuild import all_documents, rebuild_elasticsearch
from maillage_search.models import IndexedDocument
from tests.search.judged.asking import asked_of, in_french
from tests.search.judged.baseline import bm25_or
from tests.search.judged.elsewhere import on_postgresql
from tests.search.judged.measures import Ask, Judged
from tests.search.judged.stock import stock

BASELINE, STOCK = "BM25-OR", "Wagtail"
ENGINES = ("sqlite", "postgresql", "elasticsearch", BASELINE, STOCK)
PREFIX = "maillage-judged"
PATIENCE = 120
WRITERS = ("writing", "indices", "comparing")

Answers = list[list[str]]


def answers(questions: Sequence[Judged], wanted: Sequence[str], kept: Path) -> dict[str, Answers]:
    """By engine, the names found for each question; engines that cannot be had are absent.

    What does not depend on our code is kept in a file, for the documents that it is about.
    """
    found: dict[str, Answers] = {}
    if "sqlite" in wanted:
        found["sqlite"] = _all(asked_of(EmbeddedEngine), questions)
    if "postgresql" in wanted and (there := on_postgresql(questions)):
        found["postgresql"] = there
    if "elasticsearch" in wanted and settings.MAILLAGE_ELASTICSEARCH_URL:
        with own_indices():
            rebuild_elasticsearch()
            found["elasticsearch"] = _all(asked_of(lambda: ElasticEngine(PATIENCE)), questions)
    makers: dict[str, Callable[[], Ask]] = {BASELINE: baseline, STOCK: stock}
    for name in makers.keys() & set(wanted):
        found[name] = _kept(kept / f"{name}.json", questions, makers[name])
    return {name: found[name] for name in ENGINES if name in found}


def baseline() -> Ask:
    return bm25_or(in_french(all_documents(version_now())))


@contextmanager
def own_indices() -> Iterator[None]:
    """Indices beside the demo's, gone afterwards; a busy machine is waited for."""
    patient = [patch(f"maillage_search.elastic.{one}.WRITING_SECONDS", PATIENCE) for one in WRITERS]
    patient.append(patch("maillage_search.elastic.engine.client", lambda: client(PATIENCE)))
    with ExitStack() as stack:
        stack.enter_context(override_settings(MAILLAGE_ELASTICSEARCH_PREFIX=PREFIX))
        for one in patient:
            stack.enter_context(one)
        try:
            yield
        finally:
            server = client(PATIENCE)
            for name in server.indices.get(index=f"{PREFIX}-*"):
                server.indices.delete(index=name)


def _all(ask: Ask, questions: Sequence[Judged]) -> Answers:
    return [list(ask(question)) for question in questions]


def _kept(file: Path, questions: Sequence[Judged], make: Callable[[], Ask]) -> Answers:
    """Asked once of these documents."""
    documents = _documents()
    known = json.loads(file.read_text()) if file.exists() else {}
    found = known.get("answers", {}) if known.get("documents") == documents else {}
    waiting = [question for question in questions if _key(question) not in found]
    if waiting:
        ask = make()
        found |= {_key(question): list(ask(question)) for question in waiting}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"documents": documents, "answers": found}))
    return [found[_key(question)] for question in questions]


def _key(question: Judged) -> str:
    return "\n".join((question.text, question.portal, *question.only))


def _documents() -> str:
    """What the documents of this database are, in short."""
    told = hashlib.sha256()
    rows = IndexedDocument.objects.order_by("uid").values_list("uid", "digest")
    for uid, digest in rows.iterator():
        told.update(f"{uid} {digest}\n".encode())
    return told.hexdigest()
