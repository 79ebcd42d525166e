"""Links written in mails: 128 random bits, kept hashed, good for one purpose.

A GET with the token changes nothing: it moves the token into a cookie that scripts cannot read
and goes on to a clean address, so that the token stays out of histories and of Referer. Mail
scanners that open links use nothing up.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect

from maillage_events.models import MailLink, Registration

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Purpose = MailLink.Purpose
LIFETIMES = {
    Purpose.CONFIRM: timedelta(days=8),
    Purpose.MANAGE: timedelta(days=600),
    Purpose.JOIN: timedelta(days=600),
}
COOKIE_AGE = 2 * 3600
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{1,64}")


def issue(registration: Registration, purpose: Purpose, *, at: datetime) -> str:
    """A new token for that mail; the ones sent before stay good."""
    token = secrets.token_urlsafe(16)
    MailLink.objects.create(
        registration=registration,
        purpose=purpose,
        token_hash=_hash(token),
        created_at=at,
        expires_at=at + LIFETIMES[purpose],
    )
    return token


def registration_of(token: str, purpose: Purpose, *, at: datetime) -> Registration | None:
    """The sign-up that token speaks for; None for anything that was not issued for that."""
    if not WELL_FORMED.fullmatch(token):
        return None
    good = MailLink.objects.filter(token_hash=_hash(token), purpose=purpose, expires_at__gt=at)
    found = good.select_related("registration__occurrence__event").first()
    return found.registration if found else None


def carried(request: HttpRequest, purpose: Purpose, *, at: datetime) -> Registration | None:
    """The sign-up of the token in the request's cookie."""
    return registration_of(request.COOKIES.get(cookie_name(purpose), ""), purpose, at=at)


def move_to_cookie(request: HttpRequest, token: str, purpose: Purpose, path: str) -> HttpResponse:
    """Go on to ``path``, which alone receives the cookie and says what is wrong with it."""
    response = HttpResponseRedirect(path)
    response.set_cookie(
        cookie_name(purpose),
        token if WELL_FORMED.fullmatch(token) else "",
        max_age=COOKIE_AGE,
        path=path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def cookie_name(purpose: Purpose) -> str:
    return f"lien_{purpose}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
