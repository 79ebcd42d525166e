"""Asking for a mail in the business transaction; its words are written later, by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.outbox.writing import enqueue

if TYPE_CHECKING:
    from maillage_events.mails.kinds import MailKind
    from maillage_events.models import Registration

TOPIC = "registration-mail"


def tell(registration: Registration, kind: MailKind, *, version: int = 0) -> None:
    """One mail a sign-up, kind and version, once the transaction has committed."""
    enqueue(TOPIC, f"{registration.uuid}:{kind}", version=version)
