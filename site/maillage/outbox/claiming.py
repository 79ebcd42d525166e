"""Taking messages out of the outbox: one process at a time has each of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from maillage.outbox.models import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

LEASE = timedelta(minutes=5)
FIRST_DELAY = 10
LONGEST_DELAY = 3 * 3600

State = Message.State


def claim(topic: str, *, limit: int, at: datetime) -> list[Message]:
    """Take up to ``limit`` due messages for the time of a lease.

    PostgreSQL skips the rows that another transaction has locked; on SQLite, IMMEDIATE
    transactions come one after the other. Either way the compare-and-set decides.
    """
    if not Message.objects.due(topic, at).exists():
        return []  # Reading first: an idle drain takes no write lock on SQLite.
    with transaction.atomic():
        due = Message.objects.select_for_update(skip_locked=True).due(topic, at)[:limit]
        return [message for message in due if _won(message, at)]


def _won(message: Message, at: datetime) -> bool:
    free = Message.objects.filter(pk=message.pk, state=State.READY, attempts=message.attempts)
    won = free.update(state=State.CLAIMED, attempts=F("attempts") + 1, available_at=at + LEASE)
    message.attempts += 1
    message.state = State.CLAIMED
    return bool(won)


def begin_sending(message: Message, *, at: datetime) -> bool:
    """Say that what follows cannot be undone; False when the lease was lost meanwhile."""
    mine = _mine(message).filter(state=State.CLAIMED)
    return bool(mine.update(state=State.SENDING, available_at=at + LEASE))


def finish(message: Message, *, at: datetime, keep: bool = True) -> None:
    """Done: keep the row, so that the same version is never handled twice, or forget it."""
    if not keep:
        _mine(message).delete()
        return
    _mine(message).update(state=State.DONE, done_at=at, payload={}, last_error="")


def retry(message: Message, *, error: object, at: datetime) -> None:
    """Failed: later, each time later; parked after the last attempt."""
    if message.attempts >= Message.MAX_ATTEMPTS:
        park(message, error=error)
        return
    delay = min(FIRST_DELAY * 4 ** (message.attempts - 1), LONGEST_DELAY)
    _mine(message).update(
        state=State.READY, available_at=at + timedelta(seconds=delay), last_error=str(error)[:500]
    )


def retry_in_doubt(message: Message, *, error: object, at: datetime) -> None:
    """It was being sent and nobody knows the end: once more, and only once."""
    if message.repeats:
        park(message, error=error)
        return
    _mine(message).update(
        state=State.READY, repeats=1, available_at=at, last_error=str(error)[:500]
    )


def park(message: Message, *, error: object) -> None:
    """Give up until somebody looks at it (``manage.py outbox_drain --retry-parked``)."""
    _mine(message).update(state=State.PARKED, last_error=str(error)[:500])


def put_back(messages: Iterable[Message], *, error: object, until: datetime) -> None:
    """Nothing was tried, the service is down: free them, the attempt does not count."""
    for message in messages:
        _mine(message).filter(state=State.CLAIMED).update(
            state=State.READY,
            attempts=F("attempts") - 1,
            available_at=until,
            last_error=str(error)[:500],
        )


def postpone(topic: str, *, at: datetime, until: datetime) -> None:
    """The service is down for the whole topic: what is due waits too."""
    Message.objects.due(topic, at).update(available_at=until)


def recover(topic: str, *, at: datetime) -> int:
    """Free what a dead process held; how many."""
    abandoned = list(Message.objects.filter(topic=topic).abandoned(at))
    for message in abandoned:
        if message.state == State.SENDING:
            retry_in_doubt(message, error="interrupted while sending", at=at)
        elif message.attempts >= Message.MAX_ATTEMPTS:
            park(message, error="interrupted too often")
        else:
            _mine(message).update(state=State.READY, available_at=at)
    return len(abandoned)


def _mine(message: Message) -> object:
    """The row, as long as nobody else has claimed it since."""
    return Message.objects.filter(pk=message.pk, attempts=message.attempts).in_hand()
