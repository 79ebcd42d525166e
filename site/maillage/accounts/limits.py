"""How many forms one network address may send: sign-ups, links asked for, answers to mails.

Counted in the database cache, as sign-in attempts are, behind the proxies that
``MAILLAGE_TRUSTED_PROXIES`` counts. A workshop where fifteen people sign up from one room passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


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
