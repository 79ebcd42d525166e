"""The addresses of a closed portal: 410 and where to go, but for what must still lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.languages import is_of_content
from maillage.plugin import contributions
from maillage.portal_contributions import PortalClosing
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage_site.closing.scopes import nearest
from maillage_site.portals.addresses.scopes import Split, split_path
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.models import ClosedFeed
from maillage_site.redirects.leading import destination, with_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


SAFE = ("GET", "HEAD")
AGE = 300  # seconds: a portal closed by mistake opens again
FEED_AGE = 900


class ClosedPortals:
    """Right inside ``ScopeMiddleware``: no view, list or page of a closed portal is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "scope"):
            return self.get_response(request)
        known = snapshot()
        asked = split_path(request.path_info, known.closed)
        if not asked.slug:
            return self.get_response(request)
        language = DEFAULT_LANGUAGE if is_of_content(asked.language) else asked.language
        closed = known.closed[asked.slug]
        scope = nearest(closed, language, known)
        request.portal = known.portal(language, scope.slug)
        request.scope = request.portal.scope
        with translation.override(language):
            return (
                _moved(request)
                or _lasting(request, asked)
                or _feed(request, asked)
                or _gone(request, closed)
            )


def _moved(request: HttpRequest) -> HttpResponse | None:
    """What was handed to another portal is read there, when everybody may read it."""
    if request.method not in SAFE:
        return None
    request.user = AnonymousUser()  # A rule may lead to a page that asks who reads it.
    query = request.META.get("QUERY_STRING", "")
    found = destination(request, with_query(quote(request.path_info), query))
    return _kept(HttpResponseRedirect(found.address), AGE) if found else None


def _lasting(request: HttpRequest, asked: Split) -> HttpResponse | None:
    """People hold links to their sign-up or to stop emails: the nation's portal answers them."""
    path = f"{Scope(language=request.scope.language).url_prefix}/{asked.rest}"
    names = {name for one in contributions(PortalClosing) for name in one.lasting}
    try:
        if resolve(path).view_name not in names:
            return None
    except Resolver404:
        return None
    address = with_query(quote(path), request.META.get("QUERY_STRING", ""))
    sends = request.method not in SAFE
    return _kept(HttpResponsePermanentRedirect(address, preserve_request=sends), AGE)


def _feed(request: HttpRequest, asked: Split) -> HttpResponse | None:
    if request.method not in SAFE:
        return None
    feeds = ClosedFeed.objects.lasting(timezone.now()).filter(portal__slug=asked.slug)
    found = feeds.filter(language=asked.language, path=asked.rest).first()
    if found is None:
        return None
    if found.leads_to:
        address = with_query(found.leads_to, request.META.get("QUERY_STRING", ""))
        return _kept(HttpResponseRedirect(address), AGE)
    response = HttpResponse(bytes(found.body), content_type=found.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _kept(response, FEED_AGE)


def _gone(request: HttpRequest, closed: Scope) -> HttpResponse:
    """A page for people, a sentence for programs."""
    if "." in request.path_info.rpartition("/")[2]:
        said = _("The portal %(portal)s is closed.") % {"portal": closed.name}
        address = request.build_absolute_uri(request.scope.home_url)
        response = HttpResponse(
            f"{said}\n{address}\n", status=410, content_type="text/plain; charset=utf-8"
        )
    else:
        context = {"closed": closed}
        response = render(request, "maillage_site/closed.html", context, status=410)
    return _kept(response, AGE)


def _kept(response: HttpResponse, seconds: int) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
