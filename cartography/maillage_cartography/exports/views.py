"""The places of any list, as files; the same for everyone, in any portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage_cartography.exports.data_inclusion import json_lines
from maillage_cartography.exports.geojson import geojson_lines
from maillage_cartography.exports.lamednum import csv_lines
from maillage_cartography.finder.views.listing import Listing
from maillage_cartography.finder.views.pages import not_understood

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage.scope import Scope

CHUNK = 500


@require_safe
@gzip_page
def places_csv(request: HttpRequest) -> HttpResponse:
    listing = Listing(request.GET, request.scope, timezone.now())
    if refusal := not_understood(listing):
        return refusal
    lines = csv_lines(listing.places.shown().iterator(CHUNK))
    return as_file(lines, "text/csv; charset=utf-8", f"{name_of(request.scope)}.csv")


@require_safe
@gzip_page
def places_geojson(request: HttpRequest) -> HttpResponse:
    listing = Listing(request.GET, request.scope, timezone.now())
    if refusal := not_understood(listing):
        return refusal
    host = request.build_absolute_uri("/").rstrip("/")
    lines = geojson_lines(listing.places.exported().iterator(CHUNK), request.scope, host)
    return as_file(lines, "application/geo+json", f"{name_of(request.scope)}.geojson")


@require_safe
@gzip_page
def places_data_inclusion(request: HttpRequest) -> HttpResponse:
    listing = Listing(request.GET, request.scope, timezone.now())
    if refusal := not_understood(listing):
        return refusal
    host = request.build_absolute_uri("/").rstrip("/")
    lines = json_lines(
        lambda: listing.places.exported().iterator(CHUNK),
        lambda place: host + place.get_absolute_url(),
        today=timezone.localdate(),
    )
    return as_file(lines, "application/json", f"{name_of(request.scope)}.data-inclusion.json")


def as_file(lines: object, content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def name_of(scope: Scope) -> str:
    return f"lieux-{scope.slug or 'france'}"
