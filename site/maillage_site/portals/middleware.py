"""Language and portal of a request, from its path alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from maillage_site.portals.scopes import scope_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

UNSCOPED = ("/static/", "/media/", "/sante/")


class ScopeMiddleware:
    """Sets ``request.scope`` and activates its language; cookies and headers have no say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNSCOPED):
            return self.get_response(request)
        request.scope = scope_for(request.path_info)
        with translation.override(request.scope.language):
            request.LANGUAGE_CODE = request.scope.language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.scope.language)
        return response
