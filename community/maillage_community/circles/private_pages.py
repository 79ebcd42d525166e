"""Pages for one person: never stored, never indexed, behind the log-in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.views.decorators.cache import cache_control

from maillage_community.circles.memberships import NotAMemberError, NotAModeratorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """Log-in required, ``no-store``; what a person may not do there is a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except (NotAMemberError, NotAModeratorError) as refusal:
            raise PermissionDenied from refusal
        response["X-Robots-Tag"] = "noindex"
        return response

    return cache_control(private=True, no_store=True)(login_required(guarded))
