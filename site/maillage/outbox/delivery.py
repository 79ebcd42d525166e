"""Delivering the mail topic: several mails a connection, each sent once.

The row says SENDING before the mail's DATA leaves. Killed before that, the mail is sent later
as if nothing had happened; killed after, nobody knows whether the server took it: it is sent
once more, with the same Message-ID, and counted.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from maillage.outbox import claiming
from maillage.outbox.mime import outgoing_mail
from maillage.outbox.writing import MAIL_TOPIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail.backends.base import BaseEmailBackend

    from maillage.outbox.models import Message

logger = logging.getLogger(__name__)
PAUSE = timedelta(seconds=30)
PERMANENT = 500


class LeaseLost(Exception):
    """Another process took the message over: it is theirs to send."""


class ServerUnavailable(Exception):
    """The mail server cannot be reached, or left: nothing was sent."""


def drain_mail(limit: int = 100) -> int:
    """Send what is due over one connection; how many mails were handled."""
    claiming.recover(MAIL_TOPIC, at=timezone.now())
    claimed = claiming.claim(MAIL_TOPIC, limit=limit, at=timezone.now())
    if not claimed:
        return 0
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    waiting = list(claimed)
    try:
        _open(connection)
        while waiting:
            _deliver(connection, waiting[0])
            waiting.pop(0)
    except ServerUnavailable as error:
        _wait_for_server(waiting, error)
    finally:
        _close(connection)
    return len(claimed) - len(waiting)


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise ServerUnavailable(error) from error


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("The mail server did not say goodbye")


def _wait_for_server(messages: list[Message], error: Exception) -> None:
    now = timezone.now()
    logger.warning("The mail server is unavailable: %s", error)
    claiming.put_back(messages, error=error, until=now + PAUSE)
    claiming.postpone(MAIL_TOPIC, at=now, until=now + PAUSE)


def _deliver(connection: BaseEmailBackend, message: Message) -> None:
    """Send one mail and settle its row."""
    begun = Begun(message)
    try:
        mail = outgoing_mail(message)
        _before_data(connection, begun)
        connection.send_messages([mail])
    except LeaseLost:
        logger.info("The message %s was taken over", message.pk)
    except smtplib.SMTPServerDisconnected as error:
        _disconnected(begun, error)
    except smtplib.SMTPException as error:
        _refused(message, error)
    except OSError as error:
        _disconnected(begun, error)
    except Exception as error:  # A mail that cannot be built must not stop the next ones.
        logger.exception("The message %s cannot be sent", message.pk)
        claiming.retry(message, error=type(error).__name__, at=timezone.now())
    else:
        claiming.finish(message, at=timezone.now())


class Begun:
    """Marks the row once, just before what cannot be undone."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.done = False

    def __call__(self) -> None:
        if not claiming.begin_sending(self.message, at=timezone.now()):
            raise LeaseLost
        self.done = True


def _before_data(connection: BaseEmailBackend, begin: Callable[[], None]) -> None:
    """Have ``begin`` called before DATA; backends that speak no SMTP are marked at once."""
    session = getattr(connection, "connection", None)
    if not isinstance(session, smtplib.SMTP):
        begin()
        return

    def data(content: bytes) -> tuple[int, bytes]:
        begin()
        return smtplib.SMTP.data(session, content)

    session.data = data


def _disconnected(begun: Begun, error: Exception) -> None:
    if begun.done:
        claiming.retry_in_doubt(begun.message, error=error, at=timezone.now())
        begun.message.state = begun.message.State.READY
    raise ServerUnavailable(error) from error


def _refused(message: Message, error: smtplib.SMTPException) -> None:
    """The server answered no: for good (an unknown mailbox), or for now (greylisting)."""
    if _code(error) >= PERMANENT:
        claiming.park(message, error=error)
    else:
        claiming.retry(message, error=error, at=timezone.now())


def _code(error: smtplib.SMTPException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _ in error.recipients.values())
    return getattr(error, "smtp_code", 0)
