"""Writing mails: one outbox row per purpose, recipient and version, in the caller's transaction."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.core.validators import validate_email

from maillage.outbox.writing import MAIL_TOPIC, enqueue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
OURS = {"from", "to", "cc", "bcc", "subject", "date", "message-id", "content-type", "mime-version"}


@dataclass(frozen=True)
class CalendarPart:
    """An iMIP part: the calendar object as text, and its METHOD (REQUEST, CANCEL)."""

    body: str
    method: str


def send_later(  # noqa: PLR0913 -- a mail has that many parts, all named
    purpose: str,
    recipient: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    version: int = 0,
    headers: Mapping[str, str] | None = None,
    from_name: str = "",
    reply_to: str = "",
    unsubscribe_url: str = "",
    calendar_part: CalendarPart | None = None,
    available_at: datetime | None = None,
) -> None:
    """Send a mail once the transaction has committed, once per (purpose, recipient, version).

    ``purpose`` names the reason and its object (``registration:<uuid>:confirmed``).
    ``unsubscribe_url`` is absolute and unsubscribes on POST (RFC 8058).
    Raises ValidationError for an address and ValueError for a header that cannot be sent.
    """
    validate_email(recipient)
    if reply_to:
        validate_email(reply_to)
    enqueue(
        MAIL_TOPIC,
        mail_key(purpose, recipient),
        version=version,
        available_at=available_at,
        payload={
            "recipient": recipient,
            "subject": one_line(subject),
            "text": text,
            "html": html,
            "from_name": one_line(from_name),
            "reply_to": reply_to,
            "headers": {**_checked(headers or {}), **_unsubscribe(unsubscribe_url)},
            "calendar": asdict(calendar_part) if calendar_part else None,
        },
    )


def mail_key(purpose: str, recipient: str) -> str:
    """The outbox key: the address is hashed, so that settled rows hold no personal data."""
    digest = hashlib.sha256(recipient.strip().lower().encode()).hexdigest()[:32]
    return f"{purpose}:{digest}"


def one_line(text: str) -> str:
    """A header's text without the characters that could start another header."""
    return CONTROL.sub(" ", str(text)).strip()[:300]


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not HEADER_NAME.fullmatch(name) or name.lower() in OURS or CONTROL.search(value):
            message = f"not a header a mail may carry: {name!r}"
            raise ValueError(message)
    return dict(headers)


def _unsubscribe(url: str) -> dict[str, str]:
    if not url:
        return {}
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _checked({"List-Unsubscribe": f"<{url}>"}) | one_click
