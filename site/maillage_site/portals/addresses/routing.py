"""Mounting PORTAL routes once, under every portal and language."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from maillage.contributions import Routes, RouteScope
from maillage.plugin import contributions
from maillage_site.portals.addresses.scopes import scopes, split_path

if TYPE_CHECKING:
    from django.urls import URLPattern

OWN_ROUTES = "maillage_site.portals.urls"
OWN_NAMESPACE = "portals"


class ScopePattern(RoutePattern):
    """Matches whatever precedes a portal route (``en/``, ``morbihan/``, ``en/morbihan/``).

    Reversing gives the national path; ``Scope.url`` puts the prefix back.
    """

    def __init__(self) -> None:
        super().__init__("")

    def match(self, path: str) -> tuple[str, tuple, dict] | None:
        return split_path(path, scopes().keys()).rest, (), {}


def site_routes() -> list[URLResolver | URLPattern]:
    return [path("", include(r.urlconf)) for r in _routes(RouteScope.SITE)]


def portal_routes() -> list[URLResolver]:
    """The site's own routes and every plugin's PORTAL routes, behind one ScopePattern."""
    mounted = [path("", include(OWN_ROUTES))]
    mounted += [path("", include(r.urlconf)) for r in _routes(RouteScope.PORTAL)]
    return [URLResolver(ScopePattern(), mounted)]


@cache
def portal_namespaces() -> frozenset[str]:
    """Of the routes that answer in every portal."""
    names = (getattr(import_module(r.urlconf), "app_name", "") for r in _routes(RouteScope.PORTAL))
    return frozenset({OWN_NAMESPACE, *names} - {""})


def _routes(scope: RouteScope) -> list[Routes]:
    return [routes for routes in contributions(Routes) if routes.scope is scope]
