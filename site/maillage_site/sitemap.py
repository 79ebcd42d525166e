"""What search engines are told: which pages exist, and where not to go."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.utils.html import escape
from django.views.decorators.http import require_safe

from maillage.contributions import SearchSource
from maillage.pages import readable
from maillage.plugin import contributions
from maillage.values import Audience
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.addresses.values import PageLink
from maillage_site.portals.models import PortalPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

logger = logging.getLogger(__name__)

MOST_ADDRESSES = 50_000  # what the format allows in one file
BATCH = 500
ROBOTS = """User-agent: *
Disallow: /gestion/
Disallow: /compte/
Disallow: /mon-espace/
Disallow: /api/
Disallow: /recherche/
Sitemap: {base}/sitemap.xml
"""


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(base=settings.BASE_URL.rstrip("/"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    """Live public pages of every portal, and what plugins offer to the search for everybody."""
    base = settings.BASE_URL.rstrip("/")
    found = dict.fromkeys(address for address in addresses())
    lines = [f"<url><loc>{escape(base + url)}</loc></url>" for url in list(found)[:MOST_ADDRESSES]]
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )
    return HttpResponse(xml, content_type="application/xml")


def addresses() -> Iterator[str]:
    """Paths, pages first; nothing that only some people may read."""
    root_paths = snapshot().root_paths
    for model in (PortalPage, IndexPage, ContentPage):
        for page in readable(model.objects.live()).defer_streamfields().order_by("path"):
            if link := PageLink.to(page, root_paths):
                yield link.url
    for source in contributions(SearchSource):
        try:
            yield from _documents(source)
        except Exception:
            logger.exception("addresses of %s could not be read", source.kind)


def _documents(source: SearchSource) -> Iterator[str]:
    for found in source.queryset().iterator(chunk_size=BATCH):
        for document in source.documents(found):
            if document.audience is Audience.PUBLIC and not document.acl:
                yield document.url


urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemap),
]
