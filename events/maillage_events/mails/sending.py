"""The worker writes the words of each mail asked for, and hands it to the contract's outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.outbox.draining import drain_topic
from maillage_events.mails.writing import TOPIC

if TYPE_CHECKING:
    from maillage.outbox.models import Message


def drain_registration_mails(limit: int) -> int:
    return drain_topic(TOPIC, write_mail, limit=limit, keep=True)


def write_mail(message: Message) -> None: ...
