"""Days, distance, what is open and the order of a page of results: choices, chips, addresses."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maillage.contributions import MapQuestion, SearchSource
from maillage.plugin import contributions
from maillage.ui.wording import wording
from maillage_search.query.narrowing import Order, days_of
from maillage_search.query.parameters import OPEN, OPEN_NOW, ORDER, WHEN, WITHIN

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from maillage.scope import Scope
    from maillage_search.query.periods import Period
    from maillage_search.query.request import SearchRequest
    from maillage_search.query.response import SearchResponse

logger = logging.getLogger(__name__)
DAYS = {
    "aujourd-hui": gettext_lazy("Today"),
    "7-jours": gettext_lazy("Within 7 days"),
    "30-jours": gettext_lazy("Within 30 days"),
}
ORDERS = {
    Order.RELEVANCE: pgettext_lazy("order", "Best answers"),
    Order.DATE: pgettext_lazy("order", "Date"),
    Order.DISTANCE: pgettext_lazy("order", "Distance"),
}


class Option(NamedTuple):
    """One of a list, of which one is chosen; ``count`` None when nobody counted."""

    value: str
    label: str
    count: int | None
    chosen: bool


class Sorting(NamedTuple):
    label: str
    url: str
    chosen: bool


def options(response: SearchResponse, request: SearchRequest) -> dict[str, list[Option]]:
    """Of days and of distances; the first of each is any, and a facet of nothing is absent."""
    return {
        name: [Option("", _("Any"), None, not any(one.chosen for one in found)), *found]
        for name, found in (
            ("days", _days(response, request)),
            ("distances", _distances(response, request)),
        )
        if found
    }


def opening(response: SearchResponse, request: SearchRequest) -> Option | None:
    """What is open now, where it was counted or is asked for."""
    count = response.facets.open
    if not (count or request.open_now):
        return None
    return Option(OPEN_NOW, _("Open now"), count, request.open_now)


def said(request: SearchRequest) -> list[tuple[str, str]]:
    """The chips of these filters: a parameter of the address and what it asks."""
    found = []
    if request.when:
        found.append((WHEN, _day_or_days(request)))
    if request.within is not None:
        found.append((WITHIN, _kilometres(int(request.within))))
    if request.open_now:
        found.append((OPEN, _("Open now")))
    return found


def sortings(response: SearchResponse, request: SearchRequest, query: QueryDict) -> list[Sorting]:
    """By distance where a town is understood; none when there is nothing to sort."""
    if response.total < 2:
        return []
    return [
        Sorting(str(label), _sorted(query, order), order is _order(response, request))
        for order, label in ORDERS.items()
        if order is not Order.DISTANCE or response.near
    ]


def map_url(response: SearchResponse, request: SearchRequest, scope: Scope) -> str:
    """The map of what is found, when some of it is on one."""
    question = MapQuestion(
        scope=scope,
        text=response.words or request.text,
        commune=response.near.code if response.near else "",
        within=request.within,
        open_now=request.open_now,
        days=days_asked(response, request),
    )
    found = (
        _map_of(source, question)
        for source in contributions(SearchSource)
        if source.on_map and _among(source.kind, response, request)
    )
    return next(filter(None, found), "")


def days_asked(response: SearchResponse, request: SearchRequest) -> tuple[date, date] | None:
    """The first and the last of the days that the question names, or that were chosen."""
    period = response.named or request.when
    return (period.first, period.last) if period else None


def _among(kind: str, response: SearchResponse, request: SearchRequest) -> bool:
    """Whether some of what is shown is of that kind: its facet is counted without the filter."""
    wanted = not request.kinds or kind in request.kinds
    return wanted and bool(response.facets.kinds.get(kind))


def _map_of(source: SearchSource, question: MapQuestion) -> str:
    try:
        return source.on_map(question) if source.on_map else ""
    except Exception:
        logger.exception("no map was found: %s", source.kind)
        return ""


def _order(response: SearchResponse, request: SearchRequest) -> Order:
    """Distances are measured from a town."""
    far = request.order is Order.DISTANCE and response.near is None
    return Order.RELEVANCE if far else request.order


def _sorted(query: QueryDict, order: Order) -> str:
    left = query.copy()
    for name in (ORDER, "page"):
        left.pop(name, None)
    if order is not Order.RELEVANCE:
        left[ORDER] = order.value
    return f"?{left.urlencode()}"


def _days(response: SearchResponse, request: SearchRequest) -> list[Option]:
    counts = response.facets.days
    found = []
    for slug, label in DAYS.items():
        chosen = bool(request.today) and request.when == days_of(slug, request.today)
        if counts.get(slug) or chosen:
            found.append(Option(slug, str(label), counts.get(slug, 0), chosen))
    if request.when and not any(one.chosen for one in found):
        found.append(Option(request.when.first.isoformat(), _day_or_days(request), None, True))
    return found


def _distances(response: SearchResponse, request: SearchRequest) -> list[Option]:
    if response.near is None:
        return []
    counts = response.facets.distances
    asked = {int(request.within)} if request.within else set()
    return [
        Option(str(km), _kilometres(km), counts.get(km), km in asked)
        for km in sorted({*counts, *asked})
    ]


def _kilometres(kilometres: int) -> str:
    return _("At most %(km)s km") % {"km": kilometres}


def _day_or_days(request: SearchRequest) -> str:
    for slug, label in DAYS.items():
        if request.today and request.when == days_of(slug, request.today):
            return str(label)
    return days_in_words(request.when) if request.when else ""


def days_in_words(period: Period) -> str:
    """``lundi 7 décembre``, or from one day to another."""
    first, last = wording().day(period.first), wording().day(period.last)
    if period.first == period.last:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}
