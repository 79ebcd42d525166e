"""What is shown of a portal outside its pages: a picture when shared, icons, a manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.generations.counters import PLACES, numbers
from maillage.scope import DEFAULT_LANGUAGE
from maillage.ui.mesh import MARK, MESH
from maillage.ui.theme import LIGHT_PAPER
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.sharing import drawing
from maillage_site.portals.sharing.files import kept_file
from maillage_site.portals.theme.addresses import NATIONAL_NAME, pictures_digest
from maillage_site.portals.theme.meshes import mesh_of
from maillage_site.portals.theme.views import kept, never_kept, open_portal, portal_shown_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_site.portals.addresses.values import LocalizedPortal
    from maillage_site.portals.models import Portal

SIDES = (180, 192, 512)
WHOLE = "pleine"  # an icon that the system cuts to its own shape
PNG, SVG, ICO = "image/png", "image/svg+xml", "image/x-icon"


@require_safe
def card(_request: HttpRequest, name: str, digest: str) -> HttpResponse:
    portal, told = _portal(name)
    now = _digest(portal, told)
    data = kept_file(portal.pk, now, "partage.png", lambda: _card(portal, told))
    return kept(HttpResponse(data, content_type=PNG), current=digest == now)


def _card(portal: Portal, told: LocalizedPortal) -> bytes:
    with translation.override(DEFAULT_LANGUAGE):
        tagline = _("Digital help near you")
    return drawing.card(told.scope.name, tagline, portal.brand, mesh_of(portal, MESH))


@require_safe
def icon_png(
    request: HttpRequest, name: str, digest: str, side: str, whole: str = ""
) -> HttpResponse:
    if int(side) not in SIDES:
        raise Http404
    prepared, is_open = portal_shown_to(request, name)
    if not is_open:
        data = _icon(prepared, int(side), whole)
        return never_kept(HttpResponse(data, content_type=PNG))
    portal, told = _portal(name)
    now = _digest(portal, told)
    data = kept_file(portal.pk, now, f"{side}{whole}.png", lambda: _icon(portal, int(side), whole))
    return kept(HttpResponse(data, content_type=PNG), current=digest == now)


def _icon(portal: Portal, side: int, whole: str) -> bytes:
    mark = mesh_of(portal, MARK)
    # A phone cuts the corners of the smallest itself.
    return drawing.icon_png(side, portal.brand, mark, whole=bool(whole) or side == min(SIDES))


@require_safe
def icon_svg(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """That of a portal in preparation too: its team reads its drafts."""
    prepared, is_open = portal_shown_to(request, name)
    if not is_open:
        return never_kept(HttpResponse(drawing.icon_svg(prepared.brand), content_type=SVG))
    portal, told = _portal(name)
    answer = HttpResponse(drawing.icon_svg(portal.brand), content_type=SVG)
    return kept(answer, current=digest == _digest(portal, told))


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Asked for without being named in any page."""
    portal, told = _portal(NATIONAL_NAME)
    now = _digest(portal, told)
    data = kept_file(portal.pk, now, "favicon.ico", lambda: drawing.icon_ico(portal.brand))
    return kept(HttpResponse(data, content_type=ICO), current=False)


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """Asked for by phones without being named in any page."""
    return icon_png(request, NATIONAL_NAME, "", str(min(SIDES)))


@require_safe
def manifest(_request: HttpRequest, name: str, digest: str, language: str) -> HttpResponse:
    """What a phone needs to put the portal beside applications: a name, colours, icons.

    No service worker: a page that is read is the one of now.
    """
    portal, told = _portal(name)
    known = snapshot()
    local = known.portals.get((language, told.scope.slug))
    if local is None:
        raise Http404
    pictures, brand = local.pictures, drawing.readable(portal.brand)
    platform = known.portal(language, "").scope.name
    scope = local.scope.in_language(language)
    with translation.override(language):
        data = {
            "id": scope.home_url,
            "name": scope.name if portal.national else f"{scope.name} – {platform}",
            "short_name": scope.name,
            "description": _("Digital help near you"),
            "lang": language,
            "dir": "ltr",
            "start_url": scope.home_url,
            "scope": scope.home_url,
            "display": "minimal-ui",
            "background_color": LIGHT_PAPER,
            "theme_color": brand.strong,
            "icons": [
                *(_told(f"{pictures.folder}icone-{side}.png", side) for side in SIDES[1:]),
                _told(f"{pictures.folder}icone-512-{WHOLE}.png", 512, purpose="maskable"),
                {"src": pictures.icon, "sizes": "any", "type": SVG},
            ],
        }
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/manifest+json"
    return kept(answer, current=digest == _digest(portal, told))


def _told(src: str, side: int, **more: str) -> dict[str, str]:
    return {"src": src, "sizes": f"{side}x{side}", "type": PNG, **more}


def _portal(name: str) -> tuple[Portal, LocalizedPortal]:
    """The facts, and the portal in French; a name that not everybody may read is not drawn."""
    portal = open_portal(name)
    told = snapshot().portals.get((DEFAULT_LANGUAGE, "" if portal.national else portal.slug))
    if told is None or not told.open:
        raise Http404
    return portal, told


def _digest(portal: Portal, told: LocalizedPortal) -> str:
    return pictures_digest(portal, told.scope.name, numbers().get(PLACES, 0))
