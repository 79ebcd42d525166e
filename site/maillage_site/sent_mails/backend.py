"""A mail backend that keeps each mail as an .eml file of the state folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from maillage_site.sent_mails.files import folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class EmlBackend(BaseEmailBackend):
    """For the demo alone: nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self._keep(message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)

    def _keep(self, content: bytes) -> None:
        folder().mkdir(parents=True, exist_ok=True)
        name = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
        draft = folder() / f"{name}.draft"
        draft.write_bytes(content)
        draft.rename(folder() / f"{name}.eml")
