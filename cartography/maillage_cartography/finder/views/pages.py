"""The list and the map's data; the same for everyone, in any portal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import (
    Http404,
    HttpResponse,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maillage_cartography.finder.views.listing import Listing
from maillage_cartography.finder.views.map_context import map_context
from maillage_cartography.map.layers import LayerFailed, layer_features, layer_list
from maillage_cartography.map.points import points

if TYPE_CHECKING:
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
