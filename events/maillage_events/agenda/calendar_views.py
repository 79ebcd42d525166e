"""The agenda by the month, as a real table, and by the week, as a list made for phones.

The same filters as the list, in the address.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage_events.agenda.filters import AgendaFilter
from maillage_events.agenda.views import active_filters
from maillage_events.models import Occurrence
from maillage_events.presentation.cards import cards, shown
from maillage_events.recurrence.grids import Month, Week
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from maillage_events.presentation.cards import Card

A_DAY = 5  # what fits in the cell of a month; the others are one link away
MOST = 2000
A_WHOLE_DAY = timedelta(days=1)


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Seven columns, Monday first."""
    found = Month.parse(month)
    if found is None:
        raise Http404
    context, by_day = _days(request, found)
    today = context["today"]
    context["weeks"] = [
        [
            {
                "day": day,
                "here": day.month == found.first.month,
                "today": day == today,
                "cards": by_day[day][:A_DAY],
                "more": max(len(by_day[day]) - A_DAY, 0),
                "week": _address(request, "week", Week.of(day)),
            }
            for day in week
        ]
        for week in found.weeks
    ]
    context["other"] = _address(request, "week", Week.of(_inside(found, today)))
    return TemplateResponse(request, "maillage_events/month.html", context)


@require_safe
def week(request: HttpRequest, week: str) -> HttpResponse:
    """Seven days, one below the other."""
    found = Week.parse(week)
    if found is None:
        raise Http404
    context, by_day = _days(request, found)
    today = context["today"]
    context["days"] = [(day, by_day[day], day == today) for day in found.days]
    context["last"] = found.days[-1]
    context["other"] = _address(request, "month", Month.of(_inside(found, today)))
    return TemplateResponse(request, "maillage_events/week.html", context)


def _days(request: HttpRequest, span: Month | Week) -> tuple[dict, dict[date, list[Card]]]:
    """What both pages hold, and the cards of each day.

    A date of several days is on each of them; an evening that ends after midnight on the first.
    """
    now = timezone.now()
    begin = datetime.combine(span.days[0], time())
    end = datetime.combine(span.days[-1], time()) + timedelta(days=1)
    listed = Occurrence.objects.listed().shown_in(request.scope)
    around = listed.filter(local_start__lt=end, local_end__gt=begin)
    found = AgendaFilter(request.GET, around, own=request.scope.territory)
    dates = list(shown(found.qs.in_time_order())[: MOST + 1])
    by_day: dict[date, list[Card]] = defaultdict(list)
    for card in cards(dates[:MOST], request.scope, at=now):
        for day in _days_of(card, begin, end):
            by_day[day].append(card)
    name = "month" if isinstance(span, Month) else "week"
    context = {
        "filter": found,
        "active": active_filters(request, found),
        "today": now.astimezone(zone(request.scope.zone)).date(),
        "first": span.first,
        "before": _address(request, name, span.before),
        "after": _address(request, name, span.after),
        "list": request.scope.url("maillage_events:agenda") + _tail(request),
        "too_many": len(dates) > MOST,
        "empty": not dates,
    }
    return context, by_day


def _days_of(card: Card, begin: datetime, end: datetime) -> list[date]:
    if card.end - card.start < A_WHOLE_DAY:
        return [card.start.date()]
    first = max(card.start, begin).date()
    days = range((min(card.end, end) - datetime.combine(first, time())) // A_WHOLE_DAY + 1)
    found = [first + timedelta(days=number) for number in days]
    return [day for day in found if datetime.combine(day, time()) < min(card.end, end)]


def _inside(span: Month | Week, today: date) -> date:
    """The day to go on from: today when the span holds it."""
    return today if today in span.days else span.first


def _address(request: HttpRequest, name: str, span: Month | Week) -> str:
    return request.scope.url(f"maillage_events:{name}", str(span)) + _tail(request)


def _tail(request: HttpRequest) -> str:
    """The filters, kept from one view to the other."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else ""
