"""Pages, exports and the map's data; the same for everyone, in any portal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage.scope import Scope
from maillage_cartography.duplicates.merging import heir_of
from maillage_cartography.exports.data_inclusion import json_lines
from maillage_cartography.exports.lamednum import csv_lines, geojson_lines
from maillage_cartography.finder.views.listing import Listing
from maillage_cartography.finder.views.map_context import map_context
from maillage_cartography.map.layers import LayerFailed, layer_features, layer_list
from maillage_cartography.map.points import points
from maillage_cartography.models import Place
from maillage_cartography.place_page.page import PlacePage
from maillage_cartography.place_page.upcoming_events import happening

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

MAP_AGE = 300
CHUNK = 500


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request.GET, request.scope, timezone.now())
    listing.count_choices()
    listing.fill_in()
    context = {
        "listing": listing,
        "form": listing.filter.form,
        "page_obj": listing.page,
        "open_filters": listing.filter.form.errors or not listing.active_filters,
        "csv_url": listing.address_of("csv"),
        "data_inclusion_url": listing.address_of("data-inclusion"),
        "embed_url": listing.address_of("embed") if settings.MAILLAGE_EMBED_ORIGINS else "",
        "geojson_url": listing.address_of("geojson"),
        **map_context(listing),
        "breadcrumbs": [(_("Find a place"), "")],
    }
    return render(request, "maillage_cartography/list.html", context)


@require_safe
def place(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A place of another territory is shown by the national portal."""
    found = Place.objects.shown().select_related("freshness").filter(uuid=uuid).first()
    if found is None:
        return _to_heir(request, uuid)
    scope = request.scope
    national = Scope(language=scope.language).url("maillage_cartography:place", uuid)
    if scope.territory and not found.is_received_in(scope.territory):
        return HttpResponseRedirect(national)
    page = PlacePage(found, scope, timezone.now())
    context = {
        "place": found,
        "canonical": national,
        "view": page,
        "happening": happening(found.point, scope),
        "json_ld": page.json_ld(request.build_absolute_uri(found.get_absolute_url())),
        "breadcrumbs": [
            (_("Find a place"), scope.url("maillage_cartography:list")),
            (found.name, ""),
        ],
    }
    return render(request, "maillage_cartography/place.html", context)


def _to_heir(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The address of a place that was merged leads to the one that holds it now."""
    heir = heir_of(uuid)
    if heir is None:
        raise Http404
    address = request.scope.url("maillage_cartography:place", heir.uuid)
    response = HttpResponsePermanentRedirect(address)
    # A merge can be undone: no browser may believe it for ever.
    response.headers["Cache-Control"] = f"public, max-age={MAP_AGE}"
    return response


@require_safe
def place_by_start(request: HttpRequest, start: str) -> HttpResponse:
    """The map's links hold the first half of the identifier only, to weigh less."""
    found = Place.records.starting_with(start).first()
    if found is None:
        raise Http404
    return HttpResponseRedirect(request.scope.url("maillage_cartography:place", found.uuid))


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


@require_safe
@gzip_page
def points_json(request: HttpRequest) -> HttpResponse:
    """The map's points for the same filters; ``dans`` opens the cluster of a territory."""
    listing = Listing(request.GET, request.scope, timezone.now())
    if refusal := not_understood(listing):
        return refusal
    inside = str(listing.filter.criteria.get("dans") or "")
    found = points(listing.places, listing.stops, request.scope, inside)
    content = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    etag = f'"{hashlib.sha256(content.encode()).hexdigest()[:24]}"'
    response = HttpResponse(content, content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={MAP_AGE}"
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def layers_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"layers": layer_list(request.scope)})


@require_safe
@gzip_page
def layer_geojson(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        features = layer_features(slug, request.scope)
    except LayerFailed:
        message = _("This layer cannot be shown at the moment.")
        return JsonResponse({"error": message}, status=503)
    if features is None:
        raise Http404
    response = JsonResponse({"type": "FeatureCollection", "features": features})
    response.headers["Content-Type"] = "application/geo+json"
    response.headers["Cache-Control"] = f"public, max-age={MAP_AGE}"
    return response


def not_understood(listing: Listing) -> HttpResponse | None:
    """An export says what it did not understand rather than give something else."""
    errors = [message for messages in listing.filter.form.errors.values() for message in messages]
    if listing.which_one:
        names = ", ".join(choice.label for choice in listing.which_one)
        errors.append(_("Several communes bear this name: %(names)s.") % {"names": names})
    if not errors:
        return None
    return HttpResponse("\n".join(errors), status=400, content_type="text/plain; charset=utf-8")


def as_file(lines: object, content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def name_of(scope: Scope) -> str:
    return f"lieux-{scope.slug or 'france'}"
