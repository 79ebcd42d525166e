"""Draining every topic: the mail, then what plugins consume."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils import timezone

from maillage.contributions import OutboxConsumer
from maillage.outbox.claiming import claim, finish, recover, retry
from maillage.outbox.delivery import drain_mail
from maillage.outbox.writing import MAIL_TOPIC
from maillage.plugin import contributions

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage.outbox.models import Message

logger = logging.getLogger(__name__)
BATCH = 100


def consumers() -> dict[str, Callable[[int], int]]:
    """What drains each topic; the contract drains the mail itself."""
    found = {consumer.topic: consumer.drain for consumer in contributions(OutboxConsumer)}
    return {MAIL_TOPIC: drain_mail, **found}


def drain_all(limit: int = BATCH) -> int:
    """One batch of each topic; a consumer that fails does not stop the others."""
    return sum(drain_one(drain, limit, topic) for topic, drain in consumers().items())


def drain_one(drain: Callable[[int], int], limit: int, topic: str) -> int:
    try:
        return drain(limit)
    except Exception:  # A broken consumer must not stop the mail.
        logger.exception("The drain of the topic %s failed", topic)
        return 0


def drain_topic(
    topic: str, handle: Callable[[Message], None], *, limit: int = BATCH, keep: bool = False
) -> int:
    """For consumers that handle messages one by one: claim, handle, settle; how many claimed."""
    recover(topic, at=timezone.now())
    claimed = claim(topic, limit=limit, at=timezone.now())
    for message in claimed:
        _handle(message, handle, keep=keep)
    return len(claimed)


def _handle(message: Message, handle: Callable[[Message], None], *, keep: bool) -> None:
    try:
        handle(message)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the message is tried again
        logger.warning("The message %s failed: %s", message.pk, type(error).__name__)
        retry(message, error=error, at=timezone.now())
    else:
        finish(message, at=timezone.now(), keep=keep)
