"""The list of any filter inside another site: in a frame, or through a small script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.content_policy.embedding import embeddable
from maillage_cartography.finder.views.listing import Listing
from maillage_cartography.finder.views.map_context import map_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HEIGHT = 720


@require_safe
@embeddable
def framed(request: HttpRequest, *, with_map: bool) -> HttpResponse:
    """The list page by page, with the map or without; the places themselves open on our site."""
    listing = Listing(request.GET, request.scope, timezone.now())
    listing.fill_in()
    context = {
        "listing": listing,
        "form": listing.filter.form,
        "with_map": with_map and listing.understood,
        "whole": request.build_absolute_uri(listing.address_of("list")),
        "canonical": listing.address_of("list"),
        "count": listing.page.paginator.count,
        **map_context(listing),
    }
    response = render(request, "maillage_cartography/embed/framed.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def how_to(request: HttpRequest) -> HttpResponse:
    """What to paste in the other site, for the filters of this address."""
    listing = Listing(request.GET, request.scope, timezone.now())
    addresses = {
        name: request.build_absolute_uri(listing.address_of(name))
        for name in ("list", "embed-list", "embed-map", "embed-script")
    }
    context = {
        "listing": listing,
        "origins": settings.MAILLAGE_EMBED_ORIGINS,
        "height": HEIGHT,
        "whole": addresses["list"],
        "framed_list": addresses["embed-list"],
        "framed_map": addresses["embed-map"],
        "script": addresses["embed-script"].partition("?")[0],
        "breadcrumbs": [
            (_("Find a place"), listing.address_of("list")),
            (_("Show this list on another site"), ""),
        ],
    }
    return render(request, "maillage_cartography/embed/how_to.html", context)
