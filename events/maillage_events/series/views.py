"""All series; the page of one and its feeds: the same dates as HTML, ICS, RSS and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage_events.ical import feeds, syndication
from maillage_events.presentation.cards import shown
from maillage_events.presentation.date_schema import DatesOut, told
from maillage_events.series.programme import (
    canonical,
    dates_of_series,
    listed,
    programme,
    series_shown,
    subscription,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import EventSeries


PER_PAGE = 20


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Those shown in the portal, the next date first; the same for everyone."""
    scope = request.scope
    page = Paginator(listed(scope, at=timezone.now()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "breadcrumbs": [
            (_("Agenda"), scope.url("maillage_events:agenda")),
            (_("Series of events"), ""),
        ],
    }
    return TemplateResponse(request, "maillage_events/series_list.html", context)


@require_safe
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Its dates to come and past; the same for everyone."""
    series, scope = shown_series(request, slug), request.scope
    title = series.title_in(scope.language)
    languages = series.languages()
    context = {
        "series": series,
        "title": title,
        "introduction": series.introduction_in(scope.language),
        "programme": programme(series, request, at=timezone.now()),
        "sign_up_url": scope.url("maillage_events:book-series", slug),
        "subscribe": subscription(series, request),
        "canonical": canonical(series, scope.language if scope.language in languages else "fr"),
        "breadcrumbs": [
            (_("Agenda"), scope.url("maillage_events:agenda")),
            (_("Series of events"), scope.url("maillage_events:series-list")),
            (title, ""),
        ],
        "alternates": [
            (one, get_language_info(one)["name_local"], canonical(series, one))
            for one in languages
            if len(languages) > 1
        ],
    }
    return TemplateResponse(request, "maillage_events/series.html", context)


@require_safe
def series_feed(request: HttpRequest, slug: str) -> HttpResponse:
    series = shown_series(request, slug)
    dates = dates_of_series(series, request.scope).during(feeds.window(timezone.now()))
    return feeds.respond(
        request,
        dates,
        name=series.title_in(request.scope.language),
        list_url=request.scope.url("maillage_events:series", slug),
        changed=series.modified_at,
    )


@require_safe
def series_rss(request: HttpRequest, slug: str) -> HttpResponse:
    """Its events to come, each with its next date."""
    series = shown_series(request, slug)
    body = syndication.rss(
        request,
        dates_of_series(series, request.scope).upcoming(timezone.now()),
        name=series.title_in(request.scope.language),
        list_url=request.scope.url("maillage_events:series", slug),
    )
    return syndication.answer(request, body, "application/rss+xml; charset=utf-8")


@require_safe
def series_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Its dates to come in the words of the API."""
    found = dates_of_series(shown_series(request, slug), request.scope).upcoming(timezone.now())
    dates = list(shown(found.in_time_order())[: syndication.DATES_READ])
    found_dates = DatesOut(count=found.count(), dates=told(request, dates))
    return syndication.answer(request, found_dates.model_dump_json().encode(), "application/json")


def shown_series(request: HttpRequest, slug: str) -> EventSeries:
    """404 whatever the reason it is not shown here."""
    found = series_shown(request.scope).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
