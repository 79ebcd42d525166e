"""Writing to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from maillage.contributions import OutboxConsumer
from maillage.outbox.models import Message
from maillage.plugin import contributions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MAIL_TOPIC = "mail"
SEARCH_TOPIC = "search"


def has_consumer(topic: str) -> bool:
    """Mail's drain belongs to the contract; other topics need an ``OutboxConsumer``."""
    return topic == MAIL_TOPIC or any(c.topic == topic for c in contributions(OutboxConsumer))


def enqueue(
    topic: str,
    key: str,
    *,
    version: int = 0,
    payload: dict[str, object] | None = None,
    available_at: datetime | None = None,
) -> None:
    """Write one message in the current transaction.

    A second message of the same topic, key and version changes nothing; a topic that nobody
    consumes writes nothing.
    """
    if not has_consumer(topic):
        return
    message = Message(
        topic=topic,
        key=key,
        version=version,
        payload=payload or {},
        available_at=available_at or timezone.now(),
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)


def enqueue_all(topic: str, rows: Iterable[tuple[str, int, datetime]]) -> None:
    """Many messages of a topic in a few queries: (key, version, moment before which it waits)."""
    if not has_consumer(topic):
        return
    messages = [
        Message(topic=topic, key=key, version=version, available_at=moment)
        for key, version, moment in rows
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)


def index_later(kind: str, key: object) -> None:
    """Tell the search, if there is one, that an object changed or went away."""
    enqueue(SEARCH_TOPIC, f"{kind}:{key}", version=int(timezone.now().timestamp() * 1_000_000))


def withdraw(kind: str, told: Iterable[tuple[object, str]]) -> None:
    """Take objects, told in these languages, out of every answer of the search: (key, language).

    It holds from the end of the current transaction, whatever the search's engines hold and
    however late they are; what may still be found of these objects is once they are read again.
    Raises what the search does: nothing is hidden half-way.
    """
    told = list(told)
    if not told:
        return
    uids = [f"{kind}:{key}:{language}" for key, language in told]
    for consumer in contributions(OutboxConsumer):
        if consumer.topic == SEARCH_TOPIC and consumer.withdraw:
            consumer.withdraw(uids)
    index_all_later(kind, {key for key, _language in told})


def index_all_later(kind: str, keys: Iterable[object]) -> None:
    """The same for many objects of a kind at once: an import writes its batch in one query."""
    if not has_consumer(SEARCH_TOPIC):
        return
    now = timezone.now()
    version = int(now.timestamp() * 1_000_000)
    messages = [
        Message(topic=SEARCH_TOPIC, key=f"{kind}:{key}", version=version, available_at=now)
        for key in keys
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)
