"""A question, as Elasticsearch is asked."""

from __future__ import annotations

from collections.abc import Collection

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query

from maillage.values import Audience
from maillage_search.elastic.narrowing import chosen_filters, narrowing_counts
from maillage_search.embedded.ranking import SYNONYM
from maillage_search.engines.proximity import NEARNESS, PIVOT_KM
from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.writing import title_key
from maillage_search.privacy.showing import hidden_from_elasticsearch
from maillage_search.query.narrowing import Order
from maillage_search.query.parsing import Question
from maillage_search.query.request import Near, SearchRequest, Viewer

FIELDS = ("title^10", "keywords^5", "summary^3", "body")
MOST_VALUES = 2_000
# What bears the question as its name comes first, then titles that hold it, whatever else is found.
SAME_TITLE, LITERAL = 1_000.0, 100.0


def search_of(question: Question, viewer: Viewer, opened: Collection[str] | None = None) -> Search:
    """Rights, language, portal and place inside the query; chosen facets after the counting.

    ``opened``: the keys of what is open now, when nothing else is wanted.
    """
    request = question.request
    chosen = chosen_filters(question)
    if opened is not None:
        chosen["open"] = Q("terms", key=sorted(opened))
    search = Search().query(_scored(question) if question.concepts else Q("match_all"))
    search = search.filter(_visible(request, viewer))
    if question.inside:
        search = search.filter("term", territories=question.inside.code_path)
    if question.period:
        first, last = question.period.first.isoformat(), question.period.last.isoformat()
        search = search.filter("exists", field="starts_at")
        search = search.filter("range", date={"gte": first, "lte": last})
    if question.near:
        search = search.filter(_around(question.near))
    search = search.sort(*_order(question))
    start = (request.page - 1) * request.size
    search = search.post_filter(_all(list(chosen.values())))[start : start + request.size]
    for name, field in (("kinds", "kind"), ("territories", "territories"), ("themes", "themes")):
        others = [condition for key, condition in chosen.items() if key != name]
        counted = _values(field, request)
        search.aggs.bucket(name, "filter", filter=_all(others)).bucket("values", counted)
    for name, counted in narrowing_counts(question).items():
        others = [condition for key, condition in chosen.items() if key != name]
        search.aggs.bucket(name, "filter", filter=_all(others)).bucket("values", counted)
    return (
        search.source(excludes=["body", "keywords"])
        .params(search_type="dfs_query_then_fetch")
        .extra(track_total_hits=True)
    )


def _scored(question: Question) -> Query:
    concepts = [_concept(concept) for concept in question.concepts]
    words = Q("bool", should=concepts, minimum_should_match=question.required)
    same = {"term": {"title_key": title_key(question.words)}}
    titled = Q(
        "function_score",
        query=_titles_first(words, question),
        functions=[
            {"filter": same, "weight": SAME_TITLE},
            {"filter": {"match_phrase": {"title": question.text}}, "weight": LITERAL},
            *_sessions_first(question),
        ],
        score_mode="multiply",
    )
    return titled if question.near is None else _nearest_first(titled, question.near)


def _sessions_first(question: Question) -> list[dict[str, object]]:
    """Those that bear a word of the question in their title."""
    if not question.asks_for_a_session:
        return []
    titled = [_in_title(concept)[0][0] for concept in question.concepts]
    condition = Q("exists", field="starts_at") & Q("bool", should=titled, minimum_should_match=1)
    return [{"filter": condition.to_dict(), "weight": 10 * SAME_TITLE * LITERAL}]


def _titles_first(query: Query, question: Question) -> Query:
    """The factor of ``embedded.ranking.titled``."""
    share = 1 / len(question.concepts)
    functions = [
        {"filter": condition.to_dict(), "weight": share * weight}
        for concept in question.concepts
        for condition, weight in _in_title(concept)
    ]
    return Q("function_score", query=query, functions=[{"weight": 1}, *functions], score_mode="sum")


def _in_title(concept: Concept) -> list[tuple[Query, float]]:
    """The reader's words; those of the thesaurus where these are not."""
    literal, *others = (
        Q("match", title={"query": alternative.text, "operator": "and"})
        for alternative in concept.alternatives
    )
    synonyms = Q("bool", should=others, must_not=[literal], minimum_should_match=1)
    return [(literal, 1.0), *([(synonyms, SYNONYM)] if others else [])]


def _nearest_first(query: Query, near: Near) -> Query:
    """The factor of ``engines.proximity.nearness``."""
    origin = {"lat": near.point.latitude, "lon": near.point.longitude}
    decay = {"point": {"origin": origin, "scale": f"{PIVOT_KM}km", "decay": 0.5}}
    located = {"exists": {"field": "point"}}
    functions = [{"weight": 1}, {"filter": located, "exp": decay, "weight": NEARNESS}]
    return Q("function_score", query=query, functions=functions, score_mode="sum")


def _concept(concept: Concept) -> Query:
    literal, *others = concept.alternatives
    return Q(
        "bool", should=[_alternative(literal, 1.0), *(_alternative(a, SYNONYM) for a in others)]
    )


def _alternative(alternative: Alternative, boost: float) -> Query:
    asked = {"query": alternative.text, "fields": list(FIELDS), "boost": boost}
    if not alternative.phrase:
        return Q("combined_fields", operator="and", **asked)
    return Q("multi_match", type="phrase", **asked)


def _visible(request: SearchRequest, viewer: Viewer) -> Query:
    rights = Q("term", audience=Audience.PUBLIC.value)
    if viewer.acl:
        rights |= Q("terms", acl=list(viewer.acl))
    conditions = [Q("term", readers=request.language), rights]
    if request.shown_in:
        conditions.append(Q("term", national=True) | Q("term", territories=request.shown_in))
    hidden = hidden_from_elasticsearch()
    if hidden:
        conditions.append(~Q("ids", values=list(hidden)))
    return _all(conditions)


def _around(near: Near) -> Query:
    """Within the radius; or without an address, but national or serving the commune."""
    serving = Q("term", national=True) | Q("terms", territories=list(near.territories))
    within = Q(
        "geo_distance",
        distance=f"{near.radius}km",
        point={"lat": near.point.latitude, "lon": near.point.longitude},
    )
    return within | (~Q("exists", field="point") & serving)


def _order(question: Question) -> list[object]:
    """As it is asked; by distance too when nothing but a place is."""
    order, near = question.request.order, question.near
    if order is Order.DATE:
        soonest = {"starts_at": {"order": "asc", "missing": "_last"}}
        return [soonest, {"date": {"order": "desc", "missing": "_last"}}, "title_key"]
    if near and (order is Order.DISTANCE or not question.concepts):
        return [_by_distance(near), "title_key"]
    return []


def _by_distance(near: Near) -> dict[str, object]:
    point = {"lat": near.point.latitude, "lon": near.point.longitude}
    return {"_geo_distance": {"point": point, "order": "asc", "unit": "km"}}


def _values(field: str, request: SearchRequest) -> Agg:
    if field == "territories" and request.territory_kinds:
        kinds = "|".join(request.territory_kinds)
        return A("terms", field=field, size=MOST_VALUES, include=f"({kinds}):.*")
    return A("terms", field=field, size=MOST_VALUES)


def _all(conditions: list[Query]) -> Query:
    return Q("bool", filter=conditions) if conditions else Q("match_all")
