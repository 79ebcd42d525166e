"""Writing to every index that must know: two during a rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from elasticsearch.helpers import streaming_bulk

from maillage_search.documents.versions import Versioned
from maillage_search.elastic.client import WRITING_SECONDS, client
from maillage_search.elastic.document import source
from maillage_search.elastic.indices import AUDIENCES, written

CHUNK = 500
# A later version is there already; what had to go was not there.
HARMLESS = {409, 404}


def write(documents: Sequence[Versioned], *, refresh: bool = False) -> dict[str, str]:
    """Write documents where they belong, and take them away from where they no longer do.

    Returns the refused ones, uid → reason.
    """
    targets = {audience: written(audience) for audience in AUDIENCES}
    return _send(_placements(documents, targets), refresh=refresh)


def forget(uids: Iterable[str], *, version: int, refresh: bool = False) -> dict[str, str]:
    names = [name for audience in AUDIENCES for name in written(audience)]
    gone = (_deletion(name, uid, version) for uid in list(uids) for name in names)
    return _send(gone, refresh=refresh)


def fill(documents: Iterable[Versioned], generation: Mapping[str, str]) -> dict[str, str]:
    """Load a generation that is being built."""
    return _send(
        (_placement(generation[document.document.audience], document) for document in documents),
        refresh=False,
    )


def _placements(
    documents: Sequence[Versioned], targets: Mapping[str, list[str]]
) -> Iterator[dict[str, object]]:
    for document in documents:
        for audience, names in targets.items():
            for name in names:
                if audience == document.document.audience:
                    yield _placement(name, document)
                else:
                    yield _deletion(name, document.uid, document.version)


def _placement(name: str, document: Versioned) -> dict[str, object]:
    return {
        "_op_type": "index",
        "_index": name,
        "_id": document.uid,
        "version": document.version,
        "version_type": "external_gte",
        "_source": source(document),
    }


def _deletion(name: str, uid: str, version: int) -> dict[str, object]:
    return {
        "_op_type": "delete",
        "_index": name,
        "_id": uid,
        "version": version,
        "version_type": "external_gte",
    }


def _send(actions: Iterable[dict[str, object]], *, refresh: bool) -> dict[str, str]:
    refused = {}
    answers = streaming_bulk(
        client(WRITING_SECONDS),
        actions,
        chunk_size=CHUNK,
        raise_on_error=False,
        refresh=refresh,
    )
    for done, answer in answers:
        ((_operation, result),) = answer.items()
        if not done and result.get("status") not in HARMLESS:
            refused[result["_id"]] = str(result.get("error"))[:500]
    return refused
