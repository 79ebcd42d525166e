"""allauth's decisions that are ours: the words of the refusals."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


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
