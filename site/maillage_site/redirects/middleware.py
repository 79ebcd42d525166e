"""Old addresses lead to the living ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from wagtail.models import Site

from maillage_site.portals.addresses.middleware import ASKED_AGAIN
from maillage_site.redirects.addresses import (
    lives,
    living_form,
    local_path,
    may_answer,
    own_hosts,
)
from maillage_site.redirects.contributed import moved_to
from maillage_site.redirects.leading import (
    Destination,
    destination,
    former_page,
    with_query,
)
from maillage_site.redirects.spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

SAFE = ("GET", "HEAD")
AGE = 300  # seconds, for what leads to another site: rules are corrected


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


def _destinations(request: HttpRequest) -> Iterator[Destination | None]:
    """What the address as asked leads to, then what it would if it were written as ours are."""
    site, query = Site.find_for_request(request), request.META.get("QUERY_STRING", "")
    for path in spellings(request.path_info):
        asked = with_query(quote(path), query)
        yield destination(request, asked)
        same = path == request.path_info
        for address in (moved_to(path), "" if same else living_form(path, site)):
            if address:
                yield Destination(with_query(quote(address), query), permanent=True)
    yield former_page(request, asked)


def _is_living(request: HttpRequest) -> bool:
    path, site = request.path_info, Site.find_for_request(request)
    return lives(path, site) if path.endswith("/") else may_answer(f"{path}/", site)


def _redirect(request: HttpRequest) -> HttpResponse | None:
    found = next(filter(None, _destinations(request)), None)
    if found is None:
        return None
    kind = HttpResponsePermanentRedirect if found.permanent else HttpResponseRedirect
    response = kind(found.address)
    if found.restricted:
        add_never_cache_headers(response)
    elif local_path(found.address, {request.get_host(), *own_hosts()}):
        # What is ours may be turned round: kept in both directions, two would lead to each other.
        response.headers["Cache-Control"] = ASKED_AGAIN
    else:
        response.headers["Cache-Control"] = f"public, max-age={AGE}"
    return response
