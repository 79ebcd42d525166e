"""Old addresses lead to the living ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from wagtail.models import Site

from maillage_site.redirects.addresses import lives, may_answer
from maillage_site.redirects.leading import destination

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SAFE = ("GET", "HEAD")
AGE = 300  # seconds; a page may be renamed back: no browser may believe a redirect for ever


class ServeRedirects:
    """Answers 404s that a rule knows better; what is living is never asked about.

    It stands inside ``CommonMiddleware``: a living page asked for without its final slash is
    left to it, an old address is led on in one step.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in SAFE:
            return response
        if not hasattr(request, "scope") or _is_living(request):
            return response
        return _redirect(request) or response


def _is_living(request: HttpRequest) -> bool:
    path, site = request.path_info, Site.find_for_request(request)
    return lives(path, site) if path.endswith("/") else may_answer(f"{path}/", site)


def _redirect(request: HttpRequest) -> HttpResponse | None:
    found = destination(request, request.get_full_path())
    if found is None:
        return None
    kind = HttpResponsePermanentRedirect if found.permanent else HttpResponseRedirect
    response = kind(found.address)
    if found.restricted:
        add_never_cache_headers(response)
    else:
        response.headers["Cache-Control"] = f"public, max-age={AGE}"
    return response
