"""allauth's decisions that are ours: words of the refusals, and a mail server that is down."""

from __future__ import annotations

import logging
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """How accounts behave on this site."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "The mail address or the password is not right. You may ask for a code by mail instead."
        ),
        "email_taken": _("An account already has this mail address."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Check the latest mail you received."),
        "incorrect_password": _("This is not your password."),
        "same_as_current": _("This is already your mail address."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then ask for a code."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send now: the person waits for it. A mail server that fails is told, never a 500."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # SMTPException is one of them
            logger.warning("account mail %s not sent: %s", template_prefix, type(error).__name__)
            request = allauth_context.request
            page = render(request, "account/mail_unavailable.html", status=503)
            raise ImmediateHttpResponse(page) from error
