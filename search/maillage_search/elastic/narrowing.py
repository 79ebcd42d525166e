"""Filters that readers choose and what each choice would leave, as Elasticsearch is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from elasticsearch.dsl import A, Q

from maillage_search.documents.openings import MOST_COUNTED, openable_kinds
from maillage_search.query.narrowing import DAYS, DISTANCES, days_of

if TYPE_CHECKING:
    from elasticsearch.dsl.aggs import Agg
    from elasticsearch.dsl.query import Query

    from maillage_search.query.parsing import Question
    from maillage_search.query.periods import Period
    from maillage_search.query.request import Near

MOST_ASKED = 20_000


def chosen_filters(question: Question) -> dict[str, Query]:
    """The conditions of the filters that were chosen, by their facet."""
    request, near = question.request, question.near
    values = {
        "kinds": ("kind", request.kinds),
        "territories": ("territories", request.territories),
        "themes": ("themes", request.themes),
    }
    found = {name: Q("terms", **{field: list(v)}) for name, (field, v) in values.items() if v}
    if request.when:
        found["days"] = during(request.when)
    if near and request.within is not None:
        found["distances"] = _within(near, request.within) | ~Q("exists", field="point")
    return found


def narrowing_counts(question: Question) -> dict[str, Agg]:
    """Counts by days, by distance, and the keys of what may be open."""
    request, near = question.request, question.near
    found: dict[str, Agg] = {}
    if request.today is not None:
        periods = {choice: days_of(choice, request.today) for choice in DAYS}
        days = {choice: during(period) for choice, period in periods.items() if period}
        found["days"] = A("filters", filters=days)
    if near:
        circles = {str(km): _within(near, km) for km in DISTANCES}
        found["distances"] = A("filters", filters=circles)
    if (keys := openable(question)) is not None:
        found["open"] = keys
    return found


def openable(question: Question) -> Agg | None:
    """The keys of what has opening hours, where they are worth knowing.

    One more than are counted tells that there are more.
    """
    request, kinds = question.request, openable_kinds()
    if not kinds or not request.now or not (request.open_now or question.near):
        return None
    most = MOST_ASKED if request.open_now else MOST_COUNTED + 1
    found = A("filter", filter=Q("terms", kind=sorted(kinds)))
    found.bucket("keys", A("terms", field="key", size=most))
    return found


def during(period: Period) -> Query:
    first, last = period.iso
    days = Q("range", days={"gte": first, "lte": last})
    return Q("bool", filter=[Q("exists", field="starts_at"), days])


def _within(near: Near, kilometres: float) -> Query:
    point = {"lat": near.point.latitude, "lon": near.point.longitude}
    return Q("geo_distance", distance=f"{kilometres}km", point=point)
