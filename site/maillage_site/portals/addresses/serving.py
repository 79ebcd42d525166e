"""Serving a page in one look-up, where Wagtail walks down the tree level by level."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from wagtail import hooks
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as stock_serve
from wagtail.views import serve_chain
from wagtail.wagtail_hooks import check_view_restrictions

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.generations.questions import ANY_KEY, Question
from maillage.plugin import is_served
from maillage_site.portals.addresses.of_content import french_page_of
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_site.portals.addresses.snapshot import Snapshot

LONGEST_PATH = 2000


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """As ``wagtail.views.serve``: hooks, restrictions and routable pages behave the same."""
    if not hasattr(request, "scope"):  # A folder of files, where no page stands.
        raise Http404
    known = snapshot()
    root_path = _root_path(request, known)
    if "\x00" in path or len(path) > LONGEST_PATH:
        raise Http404
    if request.language_of_words:
        return _serve_words(request, path, root_path, known)
    chain = _chain(root_path, path) if root_path else ()
    if any(_routes_by_itself(page) for page in chain):
        return stock_serve(request, path)
    page = _last(chain, f"{root_path}{path}")
    if page is None or not page.live or not is_readable(page):
        return _elsewhere(request)
    page = _specific(page, known)
    request.page_chain = chain
    request._wagtail_route_for_request = RouteResult(page)  # noqa: SLF001 -- Wagtail's own memo
    return _through_hooks(page, request, known)


def _serve_words(
    request: HttpRequest, path: str, root_path: str | None, known: Snapshot
) -> HttpResponse:
    """A page of words in a language of content; what is not words leads to French."""
    path = path.removeprefix(f"{request.language_of_words}/")
    chain = _chain(root_path, path) if root_path else ()
    page = _last(chain, f"{root_path}{path}")
    if page is None or not page.live or not is_readable(page):
        if f"/{path}" != request.scope.home_url:
            raise Http404
        return HttpResponseRedirect(request.scope.home_url)
    if not getattr(page.specific_class, "is_of_words", False):
        return HttpResponseRedirect(french_page_of(page, known) or request.scope.home_url)
    page = _specific(page, known)
    request.page_chain = chain
    request._wagtail_route_for_request = RouteResult(page)  # noqa: SLF001 -- Wagtail's own memo
    response = _through_hooks(page, request, known)
    response.headers["Content-Language"] = request.language_of_words
    return response


def page_read_at(root_path: str, path: str) -> Page | None:
    """The published page that is read at that path below a site's home."""
    page = _last(_chain(root_path, path), f"{root_path}{path}")
    return page if page is not None and page.live and is_readable(page) else None


def _last(chain: tuple[Page, ...], url_path: str) -> Page | None:
    return chain[-1] if chain and chain[-1].url_path == url_path else None


def is_readable(page: Page) -> bool:
    """Its type is still there, and the plugin that brings it is on."""
    return page.specific_class is not None and is_served(page.specific_class)


def _root_path(request: HttpRequest, known: Snapshot) -> str | None:
    """Tree address of the home of this site in the language of the path."""
    site = getattr(request, "_wagtail_site", None) or _site_of(request)
    language = request.language_of_words or request.LANGUAGE_CODE
    for root in known.root_paths:
        if site and root.site_id == site.pk and root.language_code == language:
            return root.root_path
    return None


def _site_of(request: HttpRequest) -> object:
    from wagtail.models import Site  # noqa: PLC0415 -- several sites are the exception

    return Site.find_for_request(request)


@kept(PAGES)
def _chain(root_path: str, path: str) -> tuple[Page, ...]:
    """The home and what leads to the page, in one query; those that exist. Kept: read only."""
    addresses = [root_path]
    for part in filter(None, path.split("/")):
        addresses.append(f"{addresses[-1]}{part}/")
    pages = Page.objects.filter(url_path__in=addresses[:50])
    return tuple(sorted(pages, key=lambda page: len(page.url_path)))


def _routes_by_itself(page: Page) -> bool:
    """A routable page decides what its sub-addresses mean."""
    return page.specific_class is not None and page.specific_class.route is not Page.route


def _specific(page: Page, known: Snapshot) -> Page:
    """Its own query: what editors wrote is read at each request."""
    found = _one_of(page.specific_class).rows(key=page.pk)
    specific = found[0] if found else page.get_specific()
    if specific.locale_id in known.locales:
        specific.locale = known.locales[specific.locale_id]
    return specific


@cache
def _one_of(page_class: type[Page]) -> Question[Page]:
    return Question(page_class._default_manager.filter(pk=ANY_KEY))


def _through_hooks(page: Page, request: HttpRequest, known: Snapshot) -> HttpResponse:
    restricted = page.path.startswith(known.restricted) if known.restricted else False
    serving = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        if hook is not check_view_restrictions or restricted:
            serving = hook(serving)
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    response = serving(page, request, [], {})
    if restricted:
        add_never_cache_headers(response)
    return response


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """``/en/morbihan/`` leads to the French home when there is no English one; else 404."""
    scope = request.scope
    if request.path_info != f"{scope.url_prefix}/" or request.path_info == scope.home_url:
        raise Http404
    return HttpResponseRedirect(scope.home_url)
