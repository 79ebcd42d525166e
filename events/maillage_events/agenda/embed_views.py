"""The agenda of any filter inside another site: in a frame, or through a small script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.content_policy.embedding import embeddable
from maillage_events.agenda.filters import AgendaFilter
from maillage_events.agenda.views import active_filters, choices_of_town
from maillage_events.ical.subscriptions import filters_of, subscriptions
from maillage_events.models import Occurrence
from maillage_events.presentation.cards import cards, shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 10  # a frame is short
HEIGHT = 720
ASKED = ("pres_de", "commune", "theme", "page")


@require_safe
@embeddable
def framed(request: HttpRequest) -> HttpResponse:
    """The dates of the page's own query; their links take the reader to our site."""
    now = timezone.now()
    listed = Occurrence.objects.listed().shown_in(request.scope).upcoming(now)
    found = AgendaFilter(request.GET, listed, own=request.scope.territory)
    pages = Paginator(shown(found.qs.in_time_order()), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    links = subscriptions(request)
    context = {
        "filter": found,
        "page_obj": page,
        "cards": cards(page.object_list, request.scope, at=now),
        "candidates": choices_of_town(request, found),
        "kept": _other_choices(request),
        "whole": request.build_absolute_uri(links["list"]),
        "canonical": links["list"],
        "subscribe": links,
    }
    response = TemplateResponse(request, "maillage_events/embed/framed.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _other_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """What the frame's short form does not ask, and has to keep."""
    return [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if value and name in AgendaFilter.base_filters and name not in ASKED
    ]


@require_safe
def how_to(request: HttpRequest) -> HttpResponse:
    """What to paste in the other site, for the filters of this address."""
    links = subscriptions(request)
    listed = Occurrence.objects.listed().shown_in(request.scope).upcoming(timezone.now())
    found = AgendaFilter(request.GET, listed, own=request.scope.territory)
    if found.errors or found.form.candidates:
        return HttpResponseRedirect(links["list"])
    frame = request.scope.url("maillage_events:embed-list") + filters_of(request)
    context = {
        "origins": settings.MAILLAGE_EMBED_ORIGINS,
        "height": HEIGHT,
        "whole": request.build_absolute_uri(links["list"]),
        "framed": request.build_absolute_uri(frame),
        "script": request.build_absolute_uri(request.scope.url("maillage_events:embed-script")),
        "chosen": [label for label, _href in active_filters(request, found)],
        "breadcrumbs": [
            (_("Agenda"), links["list"]),
            (_("Show this agenda on another site"), ""),
        ],
    }
    return TemplateResponse(request, "maillage_events/embed/how_to.html", context)
