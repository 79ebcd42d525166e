"""How often something may be tried or sent, and by whom it is counted.

Every limit is counted in the database, behind the proxies that ``MAILLAGE_TRUSTED_PROXIES`` counts:
``docs/reference/limits.md`` lists them. Fifteen people who sign up from one room pass.
"""

from __future__ import annotations

import math
import time
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.timesince import timesince

from maillage.accounts.known_browser import knows

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

ALLAUTH = "allauth.account"
REDIRECTS = range(300, 400)
ROUNDED = timedelta(minutes=1)


def may_send(request: HttpRequest, action: str) -> bool:
    """Whether this POST is within what its address may send; counts it when it is.

    ``action`` names what is counted apart. Reading is never counted.
    """
    allowed = settings.MAILLAGE_FORMS_PER_ADDRESS
    if not allowed or request.method in {"GET", "HEAD"}:
        return True
    rates = {action: f"{allowed}/ip"}
    return ratelimit.consume(request, app="maillage", action=action, config=rates) is not None


def may_read(request: HttpRequest, action: str, *, key: str = "") -> bool:
    """The same limit for what programs fetch with a secret address: counts every request.

    ``key`` is whose address it is: one provider's machines fetch for many people. Without a key
    (an address that nobody has) the network address counts.
    """
    allowed = settings.MAILLAGE_FORMS_PER_ADDRESS
    if not allowed:
        return True
    rates = {action: f"{allowed}/{'key' if key else 'ip'}"}
    used = ratelimit.consume(
        request, app="maillage", action=action, config=rates, key=key or None, limit_get=True
    )
    return used is not None


def consume(request: HttpRequest, action: str, key: str) -> bool:
    """Whether one more is within ``ACCOUNT_RATE_LIMITS[action]`` for this key; counts it if so."""
    used = ratelimit.consume(request, app=ALLAUTH, action=action, key=key, limit_get=True)
    return used is not None


def clear(request: HttpRequest, action: str, key: str) -> None:
    """Count from zero again."""
    ratelimit.clear(request, app=ALLAUTH, action=action, key=key)


def wait(request: HttpRequest, action: str, key: str) -> timedelta:
    """How long until one more is within the limits; zero when it is already."""
    now = time.time()
    free_at = [now]
    for rate in ratelimit.get_rates(app=ALLAUTH, action=action):
        entry = ratelimit.get_cache_key(request, app=ALLAUTH, action=action, rate=rate, key=key)
        newest_first = cache.get(entry, [])
        if len(newest_first) >= rate.amount:
            free_at.append(newest_first[rate.amount - 1] + rate.duration)
    return timedelta(seconds=max(free_at) - now)


def in_words(duration: timedelta) -> str:
    """Say "14 minutes" or "23 hours, 10 minutes", rounded up, in the reader's language."""
    now = timezone.now()
    rounded = math.ceil(duration / ROUNDED) * ROUNDED
    return timesince(now - rounded, now)


def whence(request: HttpRequest, email: str) -> str:
    """Who tries for this mail address: a browser that signed in to it, else a network.

    So a stranger uses up nothing of the owner's, even from the same room. Networks are one IPv4
    address or 64 bits of IPv6, what one subscriber is given: neighbours are strangers too.
    """
    browser = knows(request, email)
    return f"browser {browser}" if browser else f"network {ratelimit.get_ip(request)}"


def may_mail_code(request: HttpRequest, email: str) -> timedelta:
    """Zero when one more mail with a code may go to this address, and counts it; else the wait.

    One browser or network may ask for a few; all strangers together for some more.
    """
    email = email.lower()
    counted = [("mailed_code", f"{email} {whence(request, email)}")]
    if not knows(request, email):
        counted.append(("mailed_code_to_address", email))
    for action, key in counted:
        if not consume(request, action, key):
            return max(wait(request, action, key), timedelta(seconds=1))
    return timedelta(0)


def limits_page_password(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wagtail's form for the password of a page or a collection, for so many wrong ones a network.

    The address names the restriction first, then the page to show the form on: any page will do,
    so only the restriction is counted by. A right password is not counted.
    """

    @wraps(view)
    def limited(request: HttpRequest, **parts: int) -> HttpResponse:
        if request.method != "POST":
            return view(request, **parts)
        restriction = next(iter(parts.values()))
        key = f"{view.__module__} {restriction} {ratelimit.get_ip(request)}"
        usage = ratelimit.consume(request, app=ALLAUTH, action="page_password", key=key)
        if usage is None:
            return too_many(request, wait(request, "page_password", key))
        response = view(request, **parts)
        if response.status_code in REDIRECTS:
            usage.rollback()
        return response

    return limited


def too_many(request: HttpRequest, duration: timedelta, template: str = "429.html") -> HttpResponse:
    """The page that says when to try again."""
    page = render(request, template, {"wait": in_words(duration)}, status=429)
    add_never_cache_headers(page)
    return page
