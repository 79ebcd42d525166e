"""The sitemaps.org protocol, version 0.9, with the translations that search engines read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.html import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.values import PublicAddress
    from maillage_site.sitemap.files import Changed, File

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
TRANSLATIONS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def index(files: Iterable[File]) -> str:
    lines = [f"<sitemap>{_loc(file.path)}{_lastmod(file.changed)}</sitemap>" for file in files]
    return _document("sitemapindex", PROTOCOL, lines)


def urlset(addresses: Iterable[PublicAddress]) -> str:
    lines = [
        f"<url>{_loc(one.path)}{_lastmod(one.changed)}{_alternates(one)}</url>" for one in addresses
    ]
    return _document("urlset", f"{PROTOCOL} {TRANSLATIONS}", lines)


def _document(root: str, names: str, lines: list[str]) -> str:
    return "\n".join([f"{DECLARATION}<{root} {names}>", *lines, f"</{root}>\n"])


def _loc(path: str) -> str:
    return f"<loc>{escape(_absolute(path))}</loc>"


def _lastmod(changed: Changed) -> str:
    if changed is None:
        return ""
    if isinstance(changed, datetime):
        changed = changed.astimezone(UTC).replace(microsecond=0)
    return f"<lastmod>{changed.isoformat()}</lastmod>"


def _alternates(address: PublicAddress) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}"'
        f' href="{escape(_absolute(path))}"/>'
        for language, path in address.translations
    )


def _absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + iri_to_uri(path)
