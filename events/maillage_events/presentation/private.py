"""Pages that hold a person's sign-up: never stored, never sent to others."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.views.decorators.cache import cache_control

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def private(view: Callable) -> Callable:
    """Never stored, never sent to others as a Referer: it may hold a person's sign-up.

    Addresses with a token send no Referer at all. Pages with a form cannot do so: browsers
    would then send ``Origin: null``, which the CSRF check refuses.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        policy = "no-referrer" if "token" in kwargs else "same-origin"
        response["Referrer-Policy"] = policy
        response["X-Robots-Tag"] = "noindex"
        return response

    return cache_control(private=True, no_store=True)(guarded)
