"""Asking for a mail in the business transaction; its words are written later, by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.outbox.writing import enqueue

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.mails.kinds import MailKind
    from maillage_events.models import Registration

TOPIC = "registration-mail"


def tell(
    registration: Registration,
    kind: MailKind,
    *,
    version: int = 0,
    said: str = "",
    subject: str = "",
    later: datetime | None = None,
) -> None:
    """One mail a sign-up, kind and version, once the transaction has committed.

    ``said`` and ``subject`` are the organiser's own text; ``later`` the moment before which it
    is not sent.
    """
    payload = {name: text for name, text in (("said", said), ("subject", subject)) if text}
    enqueue(
        TOPIC,
        f"{registration.uuid}:{kind}",
        version=version,
        payload=payload,
        available_at=later,
    )
