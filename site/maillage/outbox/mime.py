"""The MIME message of an outbox row: text first, then HTML, then the calendar object."""

from __future__ import annotations

import hashlib
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

if TYPE_CHECKING:
    from maillage.outbox.models import Message


class WholeHeader(UnstructuredHeader):
    """A header written as it is: mail services do not decode an address cut into encoded words."""

    def fold(self, *, policy: policy.EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
# The registry makes a full header of it with its own base class, which its types do not say.
HEADERS.map_to_type("list-unsubscribe", WholeHeader)  # ty: ignore[invalid-argument-type]
# Calendar objects want CRLF inside their encoded part too, hence the SMTP policy.
POLICY = policy.SMTP.clone(header_factory=HEADERS)


class MimeMessage(EmailMessage):
    """Serialises as Django's mail backends expect."""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\r\n") -> bytes:  # noqa: FBT001, FBT002 -- Django's signature
        return super().as_bytes(unixfrom, policy=self.policy.clone(linesep=linesep))


class OutgoingMail(EmailMultiAlternatives):
    """A mail whose MIME form is the one built here, whatever the backend."""

    def __init__(self, mime: MimeMessage, **fields: Any) -> None:
        self.mime = mime
        super().__init__(**fields)

    def message(self) -> MimeMessage:
        return self.mime


def message_id(message: Message) -> str:
    """Always the same for a row: a repeated mail is recognised by the reader's server."""
    identity = f"{message.topic}/{message.key}/{message.version}"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:32]
    return f"<{digest}@{settings.MAILLAGE_DOMAIN}>"


def outgoing_mail(message: Message) -> OutgoingMail:
    """The mail that an outbox row stands for."""
    content = message.payload
    alternatives = [(content["html"], "text/html")] if content["html"] else []
    return OutgoingMail(
        _mime(message, content),
        subject=content["subject"],
        body=content["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[content["recipient"]],
        reply_to=[content["reply_to"]] if content["reply_to"] else None,
        headers={"Message-ID": message_id(message), **content["headers"]},
        alternatives=alternatives,
    )


def _mime(message: Message, content: dict) -> MimeMessage:
    mime = MimeMessage(policy=POLICY)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mime["From"] = _address(address, content["from_name"] or name)
    mime["To"] = _address(content["recipient"])
    mime["Subject"] = content["subject"]
    mime["Date"] = format_datetime(message.created_at)
    mime["Message-ID"] = message_id(message)
    if content["reply_to"]:
        mime["Reply-To"] = _address(content["reply_to"])
    for header, value in content["headers"].items():
        mime[header] = value
    # Nobody reads the answers of a robot: no out-of-office reply, please.
    mime["Auto-Submitted"] = "auto-generated"
    _fill(mime, content)
    return mime


def _fill(mime: MimeMessage, content: dict) -> None:
    mime.set_content(content["text"], cte="quoted-printable")
    if content["html"]:
        mime.add_alternative(content["html"], subtype="html", cte="quoted-printable")
    if content["calendar"]:
        mime.add_alternative(
            content["calendar"]["body"],
            subtype="calendar",
            params={"method": content["calendar"]["method"]},
            cte="base64",
        )


def _address(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain.encode("idna").decode())
