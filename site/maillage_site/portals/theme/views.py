"""A portal's own style sheet and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import re_path
from django.utils.cache import add_never_cache_headers

from maillage.generations.counters import PLACES, numbers
from maillage.scope import DEFAULT_LANGUAGE
from maillage.ui.theme import theme_hash
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.portals.theme.addresses import NATIONAL_NAME, portal_css
from maillage_site.portals.theme.meshes import pictures

if TYPE_CHECKING:
    from django.http import HttpRequest

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


def style_sheet(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """An address of an older sheet gets the one of now, to be asked for again soon."""
    portal, is_open = portal_shown_to(request, name)
    css = portal_css(portal, numbers().get(PLACES, 0))
    if not is_open:
        return never_kept(HttpResponse(css, content_type="text/css"))
    return kept(HttpResponse(css, content_type="text/css"), current=theme_hash(css) == digest)


def picture(request: HttpRequest, name: str, drawing: str, number: str) -> HttpResponse:
    """The mesh or the mark, drawn when first asked for since places changed."""
    now = numbers().get(PLACES, 0)
    portal, is_open = portal_shown_to(request, name)
    drawn = pictures(portal, now)
    svg = drawn.mesh if drawing == "mesh" else drawn.mark
    response = HttpResponse(svg or EMPTY, content_type="image/svg+xml")
    if not is_open:
        return never_kept(response)
    return kept(response, current=number == f"{now:x}")


EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def portal_shown_to(request: HttpRequest, name: str) -> tuple[Portal, bool]:
    """That of a portal that is open, or that the person prepares; whether it is open.

    Raises Http404.
    """
    try:
        return open_portal(name), True
    except Http404:
        homes = PortalPage.objects.filter(portal__slug=name, portal__closed_at=None)
        home = homes.filter(language__language_code=DEFAULT_LANGUAGE).first()
        if home is None or not home.permissions_for_user(request.user).can_edit():
            raise
        return home.portal, False


def open_portal(name: str) -> Portal:
    """That of a portal that is open; an old slug of its own names it too."""
    called = Q(national=True) if name == NATIONAL_NAME else Q(national=False, slugs=name)
    published = Q(pages__live=True, pages__language__language_code=DEFAULT_LANGUAGE)
    found = (
        Portal.objects.filter(called, published, closed_at=None).select_related("territory").first()
    )
    if found is None:
        raise Http404
    return found


def never_kept(response: HttpResponse) -> HttpResponse:
    """Those who prepare a portal read it, nobody else: no cache between them keeps it."""
    add_never_cache_headers(response)
    return response


def kept(response: HttpResponse, *, current: bool) -> HttpResponse:
    response.headers["Cache-Control"] = FOREVER if current else BRIEFLY
    return response


urlpatterns = [
    re_path(r"^(?P<name>[-\w]+)-(?P<digest>[0-9a-f]{10})\.css$", style_sheet),
    re_path(r"^(?P<name>[-\w]+)-(?P<drawing>mesh|marque)-(?P<number>[0-9a-f]+)\.svg$", picture),
]
