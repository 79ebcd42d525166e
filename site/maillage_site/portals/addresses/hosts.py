"""Addresses that lead to the one address of a portal: a host of its own, a slug it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from maillage_site.portals.addresses.scopes import current_path, split_path

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site

    from maillage.scope import Scope
    from maillage_site.portals.addresses.snapshot import Snapshot

PAGES = "wagtail_serve"


def other_address(request: HttpRequest, known: Snapshot) -> str:
    """Where what was asked is: below the portal's new slug, on the main host; "" if it is here."""
    path = current_path(request.path_info, known.former)
    if address := main_address(request, path, known):
        return address
    return quote(path) + _query(request) if path != request.path_info else ""


def main_address(request: HttpRequest, path: str, known: Snapshot) -> str:
    """Where the main host shows a path asked of a portal's host; "" on the main host.

    ``aide71.fr/lieux/?service=sante`` → ``https://…/saone-et-loire/lieux/?service=sante``:
    search engines, calendars and mails then know each thing under one address.
    """
    site = _site_asked(request, known)
    if site is None:
        return ""
    scope = next((s for s in _scopes(known) if s.portal_id == site.root_page_id), None)
    asked = split_path(path, known.slugs)
    if scope and not asked.slug:
        within = f"{scope.in_language(asked.language).url_prefix}/{asked.rest}"
        path = path if _is_for_all_portals(path, within) else within
    return settings.BASE_URL.rstrip("/") + quote(path) + _query(request)


def _site_asked(request: HttpRequest, known: Snapshot) -> Site | None:
    """The portal's site of that host; None for the default site and for hosts of no site."""
    if len(known.sites) < 2:
        return None
    host = request.get_host().partition(":")[0]
    asked = [site for site in known.sites if site.hostname == host]
    if any(site.is_default_site for site in asked):
        return None
    return asked[0] if asked else None


def _scopes(known: Snapshot) -> list[Scope]:
    return [*(portal.scope for portal in known.portals.values()), *known.closed.values()]


def _query(request: HttpRequest) -> str:
    asked = request.META.get("QUERY_STRING", "")
    return f"?{iri_to_uri(asked)}" if asked else ""


def is_route(path: str) -> bool:
    """Whether a view of ours answers there, that is not a page."""
    return _route(path) not in {"", PAGES}


def _is_for_all_portals(path: str, within: str) -> bool:
    """The admin, an account, an API: addresses that no portal has of its own."""
    return is_route(path) and not is_route(within)


def _route(path: str) -> str:
    """Name of the route that answers there; "" when none does."""
    try:
        return resolve(path).url_name or "unnamed"
    except Resolver404:
        return ""
