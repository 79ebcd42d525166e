"""The page of a place and the sheet that a person takes along; nothing is written anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.scope import Scope
from maillage_cartography.duplicates.merging import heir_of
from maillage_cartography.models import Place
from maillage_cartography.place_page.page import PlacePage
from maillage_cartography.place_page.upcoming_events import upcoming_events

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


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
        "upcoming_events": upcoming_events(found.point, scope),
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
    # Once the merge is taken apart, a browser that kept this would never read the page again.
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def place_by_start(request: HttpRequest, start: str) -> HttpResponse:
    """The map's links hold the first half of the identifier only, to weigh less."""
    found = Place.records.starting_with(start).first()
    if found is None:
        raise Http404
    return HttpResponseRedirect(request.scope.url("maillage_cartography:place", found.uuid))


@require_safe
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A page of A4 about one place, to be filled in by hand."""
    place = Place.objects.shown().filter(uuid=uuid).first() or heir_of(uuid)
    if place is None:
        raise Http404
    scope = request.scope
    lasting = request.build_absolute_uri(place.get_absolute_url())
    national = Scope(language=scope.language).url("maillage_cartography:place", uuid)
    here = scope.url("maillage_cartography:place", uuid)
    context = {
        "place": place,
        "view": PlacePage(place, scope, timezone.now()),
        "qr": qr(lasting),
        "lasting": lasting,
        "here": here,
        "canonical": national,
        "breadcrumbs": [
            (_("Find a place"), scope.url("maillage_cartography:list")),
            (place.name, here),
            (_("Orientation sheet"), ""),
        ],
    }
    return render(request, "maillage_cartography/orientation/sheet.html", context)


def qr(address: str) -> SafeString:
    """The address as a drawing that a phone reads; it holds no text of anybody's."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2)
    return mark_safe(drawing)  # noqa: S308 -- only numbers are in it
