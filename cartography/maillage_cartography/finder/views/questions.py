"""The four questions, and the sheet that a person takes along; nothing is written anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.scope import Scope
from maillage_cartography.duplicates.merging import heir_of
from maillage_cartography.finder.views.orientation import NUMBER, QUESTIONS, Orientation
from maillage_cartography.models import Place
from maillage_cartography.place_page.page import PlacePage

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """One question a page; the last answer leads to the list."""
    found = Orientation(request.GET, request.scope, timezone.now())
    if found.is_over:
        return HttpResponseRedirect(found.list_address)
    context = {
        "orientation": found,
        "question": found.question,
        "count": len(QUESTIONS),
        "parameter": NUMBER,
        "following": found.number + 1,
        "breadcrumbs": [
            (_("Find a place"), request.scope.url("maillage_cartography:list")),
            (_("Four questions"), ""),
        ],
    }
    return render(request, "maillage_cartography/orientation/question.html", context)


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
