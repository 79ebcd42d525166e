"""Links written in the mails of sign-ups: each good for one purpose, for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from maillage.emails import tokens as email_tokens
from maillage_events.models import MailLink, Registration

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Purpose = MailLink.Purpose
LIFETIMES = {
    Purpose.CONFIRM: timedelta(days=8),
    Purpose.MANAGE: timedelta(days=600),
    Purpose.JOIN: timedelta(days=600),
    Purpose.CONFIRM_ALL: timedelta(days=8),
    Purpose.MANAGE_ALL: timedelta(days=600),
}


def issue(registration: Registration, purpose: Purpose, *, at: datetime) -> str:
    """A new token for that mail; the ones sent before stay good."""
    token = email_tokens.new_token()
    MailLink.objects.create(
        registration=registration,
        purpose=purpose,
        token_hash=email_tokens.digest(token),
        created_at=at,
        expires_at=at + LIFETIMES[purpose],
    )
    return token


def registration_of(token: str, purpose: Purpose, *, at: datetime) -> Registration | None:
    """The sign-up that token speaks for; None for anything that was not issued for that."""
    if not email_tokens.is_well_formed(token):
        return None
    good = MailLink.objects.filter(
        token_hash=email_tokens.digest(token), purpose=purpose, expires_at__gt=at
    )
    found = good.select_related(
        "registration__occurrence__event", "registration__invited_by"
    ).first()
    return found.registration if found else None


def carried(request: HttpRequest, purpose: Purpose, *, at: datetime) -> Registration | None:
    """The sign-up of the token in the request's cookie."""
    return registration_of(email_tokens.carried(request, cookie_name(purpose)), purpose, at=at)


def move_to_cookie(request: HttpRequest, token: str, purpose: Purpose, path: str) -> HttpResponse:
    """Go on to ``path``, which alone receives the token."""
    return email_tokens.move_to_cookie(request, token, cookie_name(purpose), path)


def cookie_name(purpose: Purpose) -> str:
    return f"lien_{purpose}"
