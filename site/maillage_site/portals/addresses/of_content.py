"""Addresses in a language that only pages are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from maillage.languages import is_of_content
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.portals.addresses.hosts import is_route
from maillage_site.portals.addresses.scopes import split_path
from maillage_site.portals.addresses.values import PageLink

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

    from maillage_site.portals.addresses.snapshot import Snapshot


def language_of_words(path: str, known: Snapshot) -> str:
    """That of a path below such a language; "" where the whole site speaks."""
    language = split_path(path, known.slugs).language
    return language if is_of_content(language) else ""


def address_in_french(request: HttpRequest, known: Snapshot) -> str:
    """Where the list, search or form is that was asked for in such a language; "" for a page."""
    if not request.language_of_words:
        return ""
    rest = split_path(request.path_info, known.slugs).rest
    path = f"{request.scope.url_prefix}/{rest}"
    if not rest or not is_route(path):
        return ""
    query = request.META.get("QUERY_STRING", "")
    return quote(path) + (f"?{query}" if query else "")


def french_page_of(page: Page, known: Snapshot) -> str:
    """The address of the page that says it in French; "" when nobody may read it."""
    french = page.get_translations().filter(locale__language_code=DEFAULT_LANGUAGE).live().first()
    link = PageLink.to(french, known.root_paths) if french else None
    return link.url if link else ""
