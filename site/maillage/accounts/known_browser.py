"""Browsers that signed in to an account before: what strangers try is not counted against them.

A cookie, signed with the account's password hash: a new password makes every browser a stranger.
It opens nothing by itself.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core import signing

from maillage.accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "maillage_browser"
AGE = 365 * 24 * 3600


def _salt(user: User) -> str:
    return f"maillage.known-browser {user.pk} {user.get_session_auth_hash()}"


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Write the cookie of a browser that just signed in."""
    response.set_cookie(
        COOKIE,
        signing.dumps(secrets.token_urlsafe(12), salt=_salt(user)),
        max_age=AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def knows(request: HttpRequest, email: str) -> str:
    """The browser's own name when it signed in to that account before, else ""."""
    cookie = request.COOKIES.get(COOKIE)
    user = User.objects.filter(email=email.lower(), is_active=True).first() if cookie else None
    if not cookie or not user:
        return ""
    try:
        return str(signing.loads(cookie, salt=_salt(user), max_age=AGE))
    except signing.BadSignature:
        return ""
