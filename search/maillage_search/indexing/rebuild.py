"""Building the indices anew, and mending what differs from the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from maillage.outbox.models import Message
from maillage.outbox.writing import SEARCH_TOPIC
from maillage_search.documents.sources import documents_of, sources, version_now
from maillage_search.documents.versions import Versioned
from maillage_search.elastic import indices
from maillage_search.elastic import writing as elastic
from maillage_search.elastic.comparing import held
from maillage_search.full_text import writing as embedded
from maillage_search.models import IndexedDocument, Word
from maillage_search.privacy import withdrawing
from maillage_search.privacy.withdrawing import Engine

CHUNK = 500
ROUNDS = 3


class RebuildFailed(Exception):
    """What was built does not hold what the database does; what was there still answers."""


class Difference(NamedTuple):
    """Documents to write and uids to take away."""

    wrong: list[Versioned]
    stale: set[str]

    @property
    def size(self) -> int:
        return len(self.wrong) + len(self.stale)


def silence(_line: str) -> None: ...


def rebuild(tell: Callable[[str], None] = silence) -> int:
    """Both engines anew, without a moment in which nothing answers; how many documents."""
    waiting = _waiting()
    total = rebuild_embedded()
    tell(f"embedded: {total}")
    if settings.MAILLAGE_ELASTICSEARCH_URL:
        rebuild_elasticsearch()
        tell(f"elasticsearch: {total}")
    _settle(waiting)
    return total


def rebuild_embedded() -> int:
    """In place: each document is replaced in its turn, then what is no more goes away."""
    withdrawn = withdrawing.seen(Engine.EMBEDDED)
    version = version_now()
    seen: set[str] = set()
    Word.objects.all().delete()
    for chunk in chunks(all_documents(version)):
        embedded.write(chunk)
        seen.update(document.uid for document in chunk)
    _forget_unseen(seen, version)
    withdrawing.lift_after_all(withdrawn, seen)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {IndexedDocument._meta.db_table}")
    return len(seen)


def rebuild_elasticsearch() -> None:
    """A new generation beside the one that answers; readers move once it is verified.

    From its creation the drain writes to both, so that what changes meanwhile is in it.
    """
    withdrawn, read = withdrawing.seen(Engine.ELASTICSEARCH), set()
    version = version_now()
    generation = indices.create_generation(version)
    try:
        elastic.fill(_noted(all_documents(version), read), generation)
        _verify(generation)
        indices.publish(generation)
    except BaseException:
        indices.discard(generation)
        raise
    withdrawing.lift_after_all(withdrawn, read)
    indices.discard_older()


def sweep(at: datetime | None = None) -> int:
    """Compare the database with both engines and mend; how many documents differed."""
    waiting = _waiting()
    mended = _sweep_embedded(version_now())
    if settings.MAILLAGE_ELASTICSEARCH_URL:
        if indices.is_built():
            mended += _sweep_elasticsearch(version_now())
        else:
            rebuild_elasticsearch()
    _settle(waiting)
    return mended


def all_documents(version: int) -> Iterator[Versioned]:
    for source in sources().values():
        yield from documents_of(source, version)


def _noted(documents: Iterable[Versioned], uids: set[str]) -> Iterator[Versioned]:
    """The same, their uids added to these as they are read."""
    for document in documents:
        uids.add(document.uid)
        yield document


def chunks(documents: Iterable[Versioned]) -> Iterator[list[Versioned]]:
    remaining = iter(documents)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def _sweep_embedded(version: int) -> int:
    withdrawn, read = withdrawing.seen(Engine.EMBEDDED), set()
    known = dict(IndexedDocument.objects.values_list("uid", "digest"))
    difference = _difference(_noted(all_documents(version), read), known)
    for chunk in chunks(difference.wrong):
        embedded.write(chunk)
    _take_away(difference.stale, version)
    withdrawing.lift_after_all(withdrawn, read)
    return difference.size


def _sweep_elasticsearch(version: int) -> int:
    withdrawn, read = withdrawing.seen(Engine.ELASTICSEARCH), set()
    names = {audience: indices.read_alias(audience) for audience in indices.AUDIENCES}
    difference = _difference(_noted(all_documents(version), read), held(names))
    refused = elastic.write(difference.wrong, refresh=bool(withdrawn))
    refused |= elastic.forget(difference.stale, version=version, refresh=bool(withdrawn))
    if not refused:
        withdrawing.lift_after_all(withdrawn, read)
    return difference.size - len(refused)


def _verify(generation: indices.Generation) -> None:
    """The same uids and digests as the database; what changed during the reading is read again."""
    for _round in range(ROUNDS):
        version = version_now()
        difference = _difference(all_documents(version), held(generation))
        if not difference.size:
            return
        elastic.write(difference.wrong)
        elastic.forget(difference.stale, version=version)
    raise RebuildFailed(f"{difference.size} documents differ from the database")


def _difference(documents: Iterable[Versioned], known: dict[str, str]) -> Difference:
    remaining = dict(known)
    wrong = [d for d in documents if remaining.pop(d.uid, None) != d.digest]
    return Difference(wrong, set(remaining))


def _forget_unseen(seen: set[str], version: int) -> None:
    known = set(IndexedDocument.objects.values_list("uid", flat=True))
    _take_away(known - seen, version)


def _take_away(uids: Iterable[str], version: int) -> None:
    remaining = iter(uids)
    while chunk := list(islice(remaining, CHUNK)):
        embedded.forget(chunk, version=version)


def _waiting() -> list[int]:
    """Messages whose changes are committed: whatever is read from now on contains them."""
    ready = Message.objects.filter(topic=SEARCH_TOPIC, state=Message.State.READY)
    return list(ready.values_list("pk", flat=True))


def _settle(waiting: list[int]) -> None:
    """What everything that was read contained needs no drain any more."""
    ready = Message.objects.filter(state=Message.State.READY)
    for start in range(0, len(waiting), CHUNK):
        ready.filter(pk__in=waiting[start : start + CHUNK]).delete()
