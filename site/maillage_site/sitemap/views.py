"""``/robots.txt``, ``/sitemap.xml`` and the files it leads to.

The files stand at the root: the protocol lets a sitemap name only what lies beside or below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from maillage_site.sitemap.files import addresses, files
from maillage_site.sitemap.writing import index, urlset

if TYPE_CHECKING:
    from django.http import HttpRequest

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
def sitemap_index(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(index(files()), content_type="application/xml")


@require_safe
def sitemap_file(_request: HttpRequest, name: str, number: int) -> HttpResponse:
    found = addresses(name, number) if number else ()
    if not found:
        raise Http404
    return HttpResponse(urlset(found), content_type="application/xml")


urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<slug:name>-<int:number>.xml", sitemap_file),
]
