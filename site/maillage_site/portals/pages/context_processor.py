"""What every template knows of the portal: its menu, its footer, its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage.ui.navigation import contributed_links
from maillage_site.portals.addresses.languages import route_alternates
from maillage_site.portals.addresses.routing import portal_namespaces
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.pages.coming_from import portal_shown

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_site.portals.addresses.values import LocalizedPortal


def portal(request: HttpRequest) -> dict[str, object]:
    """Context processor; gives nothing outside the public site."""
    if getattr(request, "portal", None) is None:
        return {}
    found = portal_shown(request)
    context = {
        "scope": request.scope,
        "header_scope": found.scope,
        "menu": menu(request, found),
        "footer_links": [*footer(found), change_territory(found.scope)],
        "portal_logo": found.logo_url,
        "platform_name": snapshot().portal(request.scope.language, "").scope.name,
        "manifest_url": found.pictures.manifest(_written_in(found)),
    }
    if _is_portal_route(request):
        if "token" not in request.resolver_match.captured_kwargs:
            context["list_address"] = request.path_info
        context["alternates"] = route_alternates(request.scope, request.path_info)
    return context


def _written_in(found: LocalizedPortal) -> str:
    """The language of the portal's home: a portal that is not translated has one manifest."""
    languages = [language for language, _address in found.homes]
    language = found.scope.language
    return language if language in languages else DEFAULT_LANGUAGE


def menu(request: HttpRequest, found: LocalizedPortal) -> list[tuple[str, str]]:
    """What plugins bring, then the portal's own pages."""
    links = [
        *contributed_links(found.scope, "main", request.path),
        *found.links.menu,
    ]
    return [(link.label, link.url) for link in links]


def footer(found: LocalizedPortal) -> list[tuple[str, str]]:
    return [(link.label, link.url) for link in found.links.footer]


def change_territory(scope: Scope) -> tuple[str, str]:
    """The chooser is the same for all portals: it is the national one's."""
    chooser = Scope(language=scope.language).url("portals:choose")
    return gettext("Choose another territory"), chooser


def _is_portal_route(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.namespaces and match.namespaces[0] in portal_namespaces())
