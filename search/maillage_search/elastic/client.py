"""The connection to Elasticsearch, and how long anyone waits for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from elasticsearch import Elasticsearch

PATIENCE_SECONDS = 1.5
WRITING_SECONDS = 10.0
T = TypeVar("T")

_waiting = ThreadPoolExecutor(max_workers=8, thread_name_prefix="elasticsearch")


class ElasticsearchUnavailable(Exception):
    """Elasticsearch is down, too slow, or says something that is no answer."""


def client(timeout: float = PATIENCE_SECONDS) -> Elasticsearch:
    return _client(settings.MAILLAGE_ELASTICSEARCH_URL, timeout)


def prefix() -> str:
    """What the names of this deployment's indices begin with."""
    return settings.MAILLAGE_ELASTICSEARCH_PREFIX


def within(seconds: float, call: Callable[[], T]) -> T:
    """The answer of a call, or ElasticsearchUnavailable once that time has passed.

    A socket's time-out starts again at every byte: a server that sends one from time to time
    would hold a reader for ever. Whatever goes wrong, the reader gets the embedded answer.
    """
    pending = _waiting.submit(call)
    try:
        return pending.result(timeout=max(seconds, 0.0))
    except Exception as error:
        pending.cancel()
        raise ElasticsearchUnavailable(f"{type(error).__name__}: {error}"[:300]) from error


@lru_cache(maxsize=4)
def _client(url: str, timeout: float) -> Elasticsearch:
    return Elasticsearch(url, request_timeout=timeout, max_retries=0, retry_on_timeout=False)
