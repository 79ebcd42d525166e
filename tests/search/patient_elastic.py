"""A generation of indices of a test's own, on a real Elasticsearch."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace

from maillage_search.elastic import writing
from maillage_search.elastic.client import WRITING_SECONDS, client
from maillage_search.elastic.engine import ElasticEngine
from maillage_search.full_text import writing as embedded_writing
from tests.search.conftest import Subject


class PatientEngine(ElasticEngine):
    """Made anew for every question, and in no hurry: a test is not about speed."""

    def __init__(self):
        super().__init__(patience=30)

    def search(self, *args, **kwargs):
        self.__init__()
        return super().search(*args, **kwargs)


NAME = f"test-{uuid.uuid4().hex[:12]}"
_turns = itertools.count(1)


def empty_indices(request):
    """The same indices for the whole run, emptied: making them takes a second.

    Returns what to add to versions, because Elasticsearch remembers those of what it deleted.
    """
    request.getfixturevalue("elasticsearch_indices")
    request.getfixturevalue("settings").MAILLAGE_ELASTICSEARCH_PREFIX = NAME
    request.getfixturevalue("elasticsearch_url")
    client(WRITING_SECONDS).delete_by_query(
        index=f"{NAME}-*", query={"match_all": {}}, refresh=True, conflicts="proceed"
    )
    return 1_000 * next(_turns)


def elastic_subject(request):
    later = empty_indices(request)

    def write(documents):
        # The vocabulary of spellings is the database's, whatever the engine.
        embedded_writing.write(documents)
        ready = [replace(document, version=document.version + later) for document in documents]
        assert writing.write(ready, refresh=True) == {}

    def forget(uids, *, version):
        embedded_writing.forget(uids, version=version)
        assert writing.forget(uids, version=version + later, refresh=True) == {}

    return Subject(PatientEngine(), write, forget)
