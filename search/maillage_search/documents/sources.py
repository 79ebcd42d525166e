"""From the plugins' objects to the documents of the engines."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from django.utils import timezone

from maillage.contributions import SearchSource
from maillage.plugin import contributions
from maillage_search.documents.versions import Versioned, versioned

logger = logging.getLogger(__name__)
CHUNK = 500


def sources() -> dict[str, SearchSource]:
    """Kind → source, of the enabled plugins."""
    return {source.kind: source for source in contributions(SearchSource)}


def version_now() -> int:
    """Microseconds: comparable with the outbox's versions (``index_later``)."""
    return int(timezone.now().timestamp() * 1_000_000)


def documents_of_key(key: str, version: int) -> list[Versioned]:
    """What an object is in the search now, read again; nothing when it is not publishable."""
    kind, _, value = key.partition(":")
    source = sources().get(kind)
    if source is None:
        return []
    try:
        objects = list(source.queryset().filter(**{source.key: value}))
    except (ValueError, TypeError, ArithmeticError):
        # A key that this field cannot hold names nothing.
        return []
    return _documents(source, key, objects, version)


def documents_of(source: SearchSource, version: int) -> Iterator[Versioned]:
    """Every document of a source; one key's objects come together."""
    objects = _read_by_chunks(source)
    for value, group in groupby(objects, key=lambda found: key_value(found, source.key)):
        try:
            yield from _documents(source, f"{source.kind}:{value}", list(group), version)
        except Exception:  # One object that cannot be read must not hide all the others.
            logger.exception("The search cannot index %s:%s", source.kind, value)


def _read_by_chunks(source: SearchSource) -> Iterator[object]:
    """Its objects by key, with no cursor left open: callers write between two of them.

    On SQLite an open cursor keeps an old view of the database, in which nobody may write once
    another process has ("database is locked", at once).
    """
    rows = source.queryset().order_by(source.key)
    keys = rows.prefetch_related(None).values_list(source.key, flat=True).distinct()
    waiting = iter(list(keys))
    while chunk := list(islice(waiting, CHUNK)):
        yield from rows.filter(**{f"{source.key}__in": chunk})


def key_value(found: object, path: str) -> object:
    for name in path.split("__"):
        found = getattr(found, name)
    return found


def _documents(
    source: SearchSource, key: str, objects: Iterable[object], version: int
) -> list[Versioned]:
    documents = [document for found in objects for document in source.documents(found)]
    return versioned(key, documents, version)
