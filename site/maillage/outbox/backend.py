"""``EMAIL_BACKEND``: what Django, allauth and Wagtail send waits in the outbox with our mails."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from maillage.outbox.mail import send_later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class OutboxBackend(BaseEmailBackend):
    """Nobody waits for a mail server, and none that is down loses a mail.

    ``MAIL_DELIVERY_BACKEND`` is what the drain hands mails to. One mail a recipient, so that
    nobody reads the others' addresses; attachments and headers of the message's own are not
    carried: no mail of this site has any.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                _keep(message)
        return len(email_messages)


def _keep(message: EmailMessage) -> None:
    if message.attachments:
        error = "the outbox carries no attachment"
        raise ValueError(error)
    purpose = f"mail:{uuid4().hex}"
    for recipient in message.recipients():
        send_later(
            purpose,
            parseaddr(recipient)[1],
            subject=str(message.subject),
            text=str(message.body),
            html=_html(message),
            from_name=parseaddr(message.from_email)[0],
            reply_to=next((parseaddr(address)[1] for address in message.reply_to), ""),
        )


def _html(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", [])
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
