"""Where a person is signed in, and since when: one row a session, without its network address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from maillage.sessions.devices import Device

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from maillage.accounts.models import User

# allauth's column wants one: this is nobody's (RFC 5737).
NO_ADDRESS = "192.0.2.0"
OFTEN = timedelta(hours=1)
MANY = 10_000
# Session → when this process last wrote that it was used: nothing is asked within the hour.
WRITTEN: dict[str, datetime] = {}


def on_signed_in(request: HttpRequest, user: User, **_rest: object) -> None:
    remember(request, user, at=timezone.now())


def on_second_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **_rest: object
) -> None:
    """Sessions that began without it end: whoever opened them may not have it."""
    if authenticator.type == Authenticator.Type.TOTP:
        close_others(user, but=request.session.session_key)


def remember(request: HttpRequest, user: User, *, at: datetime) -> UserSession:
    """The row of the session that is used, made or brought up to date."""
    if not request.session.session_key:
        request.session.save()
    key = request.session.session_key
    device = Device.of_header(request.META.get("HTTP_USER_AGENT", ""))
    facts = {"user": user, "ip": NO_ADDRESS, "user_agent": device.to_store, "last_seen_at": at}
    row, _made = UserSession.objects.update_or_create(
        session_key=key, defaults=facts, create_defaults={**facts, "created_at": at}
    )
    _note(key, at)
    return row


def seen(key: str, *, at: datetime) -> None:
    """The session is used; written once an hour."""
    if at - WRITTEN.get(key, at - OFTEN) < OFTEN:
        return
    _note(key, at)
    UserSession.objects.filter(session_key=key).update(last_seen_at=at)


def _note(key: str, at: datetime) -> None:
    if len(WRITTEN) >= MANY:
        WRITTEN.clear()
    WRITTEN[key] = at


def open_sessions(user: User, *, at: datetime) -> list[UserSession]:
    """Those that still let the person in, the latest used first; what is over is deleted."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "pk"))
    keys = [row.session_key for row in rows]
    live = Session.objects.filter(session_key__in=keys, expire_date__gt=at)
    valid = {one.session_key for one in live if _lets_in(user, one)}
    if over := [row.pk for row in rows if row.session_key not in valid]:
        UserSession.objects.filter(pk__in=over).delete()
    return [row for row in rows if row.session_key in valid]


def _lets_in(user: User, session: Session) -> bool:
    """Not those of before a new password."""
    told = session.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(str(told), user.get_session_auth_hash())


def close_others(user: User, *, but: str) -> int:
    """Sign the person out everywhere else; how many sessions there were."""
    others = UserSession.objects.filter(user=user).exclude(session_key=but)
    keys = list(others.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    return len(keys)
