"""The outbox's topic ``search``: what changed is read again and written to every engine."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from maillage.outbox.claiming import claim, finish, put_back, recover, retry
from maillage.outbox.models import Message
from maillage.outbox.writing import SEARCH_TOPIC
from maillage_search.documents.sources import documents_of_key, version_now
from maillage_search.documents.versions import Versioned
from maillage_search.elastic import writing as elastic
from maillage_search.elastic.circuit_breaker import breaker
from maillage_search.elastic.client import ElasticsearchUnavailable
from maillage_search.full_text import writing as embedded
from maillage_search.models import IndexedDocument, Withdrawal
from maillage_search.privacy.withdrawing import Engine, lift, seen

logger = logging.getLogger(__name__)
WHEN_DOWN = timedelta(seconds=5)


def drain(limit: int, *, refresh: bool = False) -> int:
    """Handle due messages, each object once; how many messages.

    The embedded engine first: it answers whatever happens to the other. While Elasticsearch is
    down the messages wait and no attempt is counted; a document that it refuses is tried again,
    then parked.
    """
    recover(SEARCH_TOPIC, at=timezone.now())
    claimed = claim(SEARCH_TOPIC, limit=limit, at=timezone.now())
    if not claimed:
        return 0
    by_key: dict[str, list[Message]] = defaultdict(list)
    for message in claimed:
        by_key[message.key].append(message)
    written = {key: found for key, found in by_key.items() if _written(key, found)}
    _to_elasticsearch(written, refresh=refresh)
    return len(claimed)


def read_again(key: str, version: int) -> tuple[list[Versioned], list[str]]:
    """The documents of an object as it is now, and the uids that are no more."""
    documents = documents_of_key(key, version)
    known = IndexedDocument.objects.filter(key=key).values_list("uid", flat=True)
    return documents, sorted(set(known) - {document.uid for document in documents})


def _written(key: str, messages: list[Message]) -> bool:
    """Into the embedded engine; False when the object cannot be read: it will be tried again."""
    if all(message.payload.get("embedded") for message in messages):
        return True
    try:
        with transaction.atomic():
            withdrawn = seen(Engine.EMBEDDED, [key])
            version = _version(messages, withdrawn)
            documents, gone = read_again(key, version)
            embedded.write(documents)
            embedded.forget(gone, version=version)
            lift(withdrawn, {document.uid for document in documents})
            _remember(messages, gone)
    except Exception as error:
        logger.exception("The search cannot index %s", key)
        _settle(messages, failed=error)
        return False
    return True


def _version(messages: list[Message], withdrawn: list[Withdrawal]) -> int:
    """Of what is about to be read; what is withdrawn goes before all that was read until now."""
    version = max(message.version for message in messages)
    return max(version, version_now()) if withdrawn else version


def _remember(messages: list[Message], gone: list[str]) -> None:
    """Until Elasticsearch has heard of it too: what went away, and that the rest is done here."""
    if not settings.MAILLAGE_ELASTICSEARCH_URL:
        return
    for message in messages:
        message.payload = {"embedded": True, "gone": gone}
        Message.objects.filter(pk=message.pk).update(payload=message.payload)


def _to_elasticsearch(by_key: dict[str, list[Message]], *, refresh: bool) -> None:
    every = [message for messages in by_key.values() for message in messages]
    refused: dict[str, str] = {}
    if settings.MAILLAGE_ELASTICSEARCH_URL and every:
        try:
            refused = _attempt(by_key, refresh=refresh)
        except ElasticsearchUnavailable as error:
            logger.warning("Elasticsearch does not answer: %s messages wait", len(every))
            put_back(every, error=error, until=timezone.now() + WHEN_DOWN)
            return
    for key, messages in by_key.items():
        _settle(messages, failed=refused.get(key, ""))


def _attempt(by_key: dict[str, list[Message]], *, refresh: bool) -> dict[str, str]:
    """Refused objects, key → reason; raises ElasticsearchUnavailable, whatever the failure."""
    if not breaker.allows():
        raise ElasticsearchUnavailable("resting after a failure")
    try:
        refused = _send(by_key, refresh=refresh)
    except Exception as error:
        breaker.failed()
        raise ElasticsearchUnavailable(f"{type(error).__name__}: {error}"[:300]) from error
    breaker.succeeded()
    return refused


def _send(by_key: dict[str, list[Message]], *, refresh: bool) -> dict[str, str]:
    documents: list[Versioned] = []
    refused: dict[str, str] = {}
    withdrawn = seen(Engine.ELASTICSEARCH, by_key)
    # Once lifted, nothing holds back what Elasticsearch has written but does not show yet.
    refresh = refresh or bool(withdrawn)
    for key, messages in by_key.items():
        version = _version(messages, [row for row in withdrawn if row.key == key])
        found, _gone = read_again(key, version)
        documents += found
        gone = {uid for message in messages for uid in message.payload.get("gone", ())}
        gone -= {document.uid for document in found}
        if gone:
            failures = elastic.forget(gone, version=version, refresh=refresh)
            refused |= dict.fromkeys([key], "; ".join(failures.values())) if failures else {}
    failures = elastic.write(documents, refresh=refresh)
    refused |= {d.key: failures[d.uid] for d in documents if d.uid in failures}
    lift(withdrawn, {d.uid for d in documents if d.key not in refused})
    return refused


def _settle(messages: Iterable[Message], *, failed: object) -> None:
    now = timezone.now()
    for message in messages:
        if failed:
            retry(message, error=failed, at=now)
        else:
            finish(message, at=now, keep=False)
