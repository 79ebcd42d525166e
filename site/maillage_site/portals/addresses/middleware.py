"""Language and portal of a request, from its path alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils import translation

from maillage_site.portals.addresses.hosts import other_address
from maillage_site.portals.addresses.of_content import address_in_french, language_of_words
from maillage_site.portals.addresses.scopes import portal_for
from maillage_site.portals.addresses.snapshot import one_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from maillage_site.portals.addresses.snapshot import Snapshot

# A slug may come back: kept in both directions, two redirects would lead to each other (RFC 9111).
ASKED_AGAIN = "no-cache"
UNSCOPED = ("/static/", "/media/", "/sante/", "/theme/")


class ScopeMiddleware:
    """Sets ``request.scope`` and activates its language; cookies and headers have no say.

    ``request.portal`` holds what the composition's own templates need of the portal.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNSCOPED):
            return self.get_response(request)
        with one_snapshot(_previewed(request)) as known:
            if address := other_address(request, known):
                return _lead_to(address, request)
            request.portal = portal_for(request.path_info)
            request.scope = request.portal.scope
            request.language_of_words = language_of_words(request.path_info, known)
            give_wagtail(request, known)
            with translation.override(request.scope.language):
                request.LANGUAGE_CODE = request.scope.language
                if address := address_in_french(request, known):
                    return HttpResponseRedirect(address)
                response = self.get_response(request)
                _render_inside(response)
        response.headers.setdefault("Content-Language", request.scope.language)
        return response


def _previewed(request: HttpRequest) -> str:
    """The path of what an editor previews: Wagtail makes that request itself, within theirs."""
    return request.path_info if getattr(request, "is_dummy", False) else ""


def _lead_to(address: str, request: HttpRequest) -> HttpResponse:
    sends = request.method not in ("GET", "HEAD")
    response = HttpResponsePermanentRedirect(address, preserve_request=sends)
    response.headers["Cache-Control"] = ASKED_AGAIN
    return response


def give_wagtail(request: HttpRequest, known: Snapshot) -> None:
    """What Wagtail would ask the database for again: the root paths, and the site if it is one."""
    request._wagtail_cached_site_root_paths = list(known.root_paths)  # noqa: SLF001 -- its own memo
    if len(known.sites) == 1:
        request._wagtail_site = known.sites[0]  # noqa: SLF001 -- its own memo


def _render_inside(response: HttpResponse) -> None:
    """A template not rendered yet must be so in this language and with this snapshot."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
