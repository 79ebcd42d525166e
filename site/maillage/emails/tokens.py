"""Tokens written in mails: 128 random bits, kept hashed by who issues them, good for one purpose.

A GET with the token changes nothing: ``move_to_cookie`` puts the token into a cookie that scripts
cannot read and goes on to a clean address, so that the token stays out of histories and of
Referer. Mail scanners that open links use nothing up. Routes name it ``token``: the journal of
requests then keeps it out of every line.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE_AGE = 2 * 3600
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{1,64}")


def new_token() -> str:
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What is kept of it; the same length for anything that somebody sends."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def is_well_formed(token: str) -> bool:
    """Whether it may be one of ours at all; NUL and the like never reach a database."""
    return bool(WELL_FORMED.fullmatch(token))


def carried(request: HttpRequest, cookie: str) -> str:
    """The token in the request's cookie; "" when it cannot be one."""
    token = request.COOKIES.get(cookie, "")
    return token if is_well_formed(token) else ""


def move_to_cookie(
    request: HttpRequest, token: str, cookie: str, path: str, *, query: str = ""
) -> HttpResponse:
    """Go on to ``path``, which alone receives the cookie and says what is wrong with it."""
    response = HttpResponseRedirect(f"{path}?{query}" if query else path)
    response.set_cookie(
        cookie,
        token if is_well_formed(token) else "",
        max_age=COOKIE_AGE,
        path=path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
