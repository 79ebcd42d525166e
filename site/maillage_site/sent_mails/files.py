"""The mails that the demo sent, newest first."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"\d{8}-\d{6}-\d{6}")
SHOWN = 100


@dataclass(frozen=True)
class SentMail:
    """One .eml file; ``name`` is its moment and its address."""

    name: str
    message: EmailMessage

    @property
    def sent_at(self) -> datetime:
        return datetime.strptime(self.name, "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def calendar(self) -> str:
        for part in self.message.walk():
            if part.get_content_type() == "text/calendar":
                return part.get_content()
        return ""

    def _part(self, kind: str) -> str:
        part = self.message.get_body([kind])
        return part.get_content() if part else ""


def folder() -> Path:
    return Path(settings.VAR) / "outbox"


def sent_mails() -> list[SentMail]:
    """The last hundred."""
    names = sorted((path.stem for path in folder().glob("*.eml")), reverse=True)
    return [mail for name in names[:SHOWN] if (mail := sent_mail(name))]


def sent_mail(name: str) -> SentMail | None:
    path = folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return SentMail(name, email.message_from_bytes(path.read_bytes(), policy=default))
