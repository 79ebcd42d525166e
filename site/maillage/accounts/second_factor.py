"""The second factor: who has one, and what happens after too many wrong codes (ADR 0026).

Codes are counted by account, whatever the network, the session or the password typed in between.
Only somebody who knows the password (or reads the mailbox) can use that count up, so the account's
owner is told by mail, and choosing another password opens the door again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from maillage.accounts import limits

if TYPE_CHECKING:
    from datetime import timedelta

    from django.http import HttpRequest

    from maillage.accounts.models import User

BEGUN_WITH = "maillage_sign_in_begun_with"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person activated one; asked once a request."""
    if not hasattr(request, "maillage_second_factor"):
        vars(request)["maillage_second_factor"] = Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.TOTP
        ).exists()
    return request.maillage_second_factor


def _key(user: User) -> str:
    """The key is allauth's: its forms count each code before they read it."""
    return f"mfa-auth-user-{user.pk}"


def wait(request: HttpRequest, user: User) -> timedelta:
    """How long the account refuses every code; zero when it reads them."""
    return limits.wait(request, "login_failed", _key(user))


def warn_owner(request: HttpRequest, user: User) -> None:
    """Write to the owner that somebody got as far as the second factor; once a day."""
    if limits.consume(request, "second_factor_warning", _key(user)):
        address = f"{settings.BASE_URL}{reverse('account_reset_password')}"
        get_adapter().send_notification_mail(
            "mfa/email/second_factor_refused", user, {"address": address}
        )


def forgive(request: HttpRequest, user: User) -> None:
    """A new password: whoever guessed codes is out, so its owner need not wait; twice a day."""
    waits = wait(request, user)
    if waits and limits.consume(request, "second_factor_forgiven", _key(user)):
        limits.clear(request, "login_failed", _key(user))


def begin(request: HttpRequest, user: User) -> None:
    """Note what the sign-in begins with."""
    request.session[BEGUN_WITH] = user.get_session_auth_hash()


def is_outdated(request: HttpRequest, user: User) -> bool:
    """Whether the password changed since this sign-in began: it must begin again."""
    begun_with = request.session.get(BEGUN_WITH, "")
    return not constant_time_compare(begun_with, user.get_session_auth_hash())
