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
from maillage_site.portals.addresses.middleware import ASKED_AGAIN
from maillage_site.portals.addresses.routing import portal_namespaces
from maillage_site.portals.addresses.scopes import Split, split_path
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.models import ClosedFeed, Closing
from maillage_site.redirects.addresses import local_path, own_hosts
from maillage_site.redirects.leading import destination, with_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


SAFE = ("GET", "HEAD")
AGE = 300  # seconds, once a closing cannot be undone
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
                _moved(request, asked)
                or _lasting(request, asked)
                or _feed(request, asked)
                or _gone(request, asked, closed)
            )


def _moved(request: HttpRequest, asked: Split) -> HttpResponse | None:
    """What was handed to another portal is read there, when everybody may read it."""
    if request.method not in SAFE:
        return None
    request.user = AnonymousUser()  # A rule may lead to a page that asks who reads it.
    query = request.META.get("QUERY_STRING", "")
    found = destination(request, with_query(quote(request.path_info), query))
    if found is None or _is_closed(found.address):
        return None
    return _lead(found.address, asked, permanent=found.permanent)


def _is_closed(address: str) -> bool:
    return bool(split_path(local_path(address, own_hosts()), snapshot().closed).slug)


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
    return _lead(address, asked, permanent=True, sends=request.method not in SAFE)


def _feed(request: HttpRequest, asked: Split) -> HttpResponse | None:
    if request.method not in SAFE:
        return None
    feeds = ClosedFeed.objects.lasting(timezone.now()).filter(portal__slug=asked.slug)
    found = feeds.filter(language=asked.language, path=asked.rest).first()
    if found is None:
        return None
    if found.leads_to:
        address = with_query(found.leads_to, request.META.get("QUERY_STRING", ""))
        return _lead(address, asked, permanent=False)
    response = HttpResponse(bytes(found.body), content_type=found.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return _kept(response, FEED_AGE)


def _gone(request: HttpRequest, asked: Split, closed: Scope) -> HttpResponse:
    """A page for people, a sentence for programs."""
    address = _same_there(request, asked) or request.scope.home_url
    if "." in request.path_info.rpartition("/")[2]:
        said = _("The portal %(portal)s is closed.") % {"portal": closed.name}
        whole = request.build_absolute_uri(address)
        response = HttpResponse(
            f"{said}\n{whole}\n", status=410, content_type="text/plain; charset=utf-8"
        )
    else:
        context = {"closed": closed, "address": address}
        response = render(request, "maillage_site/closed.html", context, status=410)
    return _never_kept(response) if _can_be_undone(asked) else _kept(response, AGE)


def _same_there(request: HttpRequest, asked: Split) -> str:
    """The list or the form that was asked for, as it was, when every portal has it; else ""."""
    path = f"{request.scope.url_prefix}/{asked.rest}"
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if match.captured_kwargs or not portal_namespaces() & set(match.namespaces[:1]):
        return ""
    return with_query(quote(path), request.META.get("QUERY_STRING", ""))


def _lead(address: str, asked: Split, *, permanent: bool, sends: bool = False) -> HttpResponse:
    """For good once the portal stays closed; a browser that kept it would loop if it opened."""
    if _can_be_undone(asked):
        return _never_kept(HttpResponseRedirect(address, preserve_request=sends))
    kind = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    response = kind(address, preserve_request=sends)
    response.headers["Cache-Control"] = ASKED_AGAIN
    return response


def _can_be_undone(asked: Split) -> bool:
    closing = Closing.objects.filter(portal__slug=asked.slug).first()
    return closing is not None and closing.can_be_undone(timezone.now())


def _never_kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def _kept(response: HttpResponse, seconds: int) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response
