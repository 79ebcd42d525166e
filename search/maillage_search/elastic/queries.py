"""A question, as Elasticsearch is asked."""

from __future__ import annotations

from collections.abc import Collection

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query

from maillage.values import Audience
from maillage_search.elastic.narrowing import chosen_filters, during, narrowing_counts
from maillage_search.elastic.worth import Worth, even
from maillage_search.engines.proximity import CLOSE_KM, NEARNESS, PIVOT_KM
from maillage_search.engines.scoring import (
    CLOSE,
    LOCAL,
    NOWHERE,
    ONCE,
    SESSION,
    SOMEWHERE,
    SYNONYM,
    TITLE,
)
from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.writing import title_key
from maillage_search.privacy.showing import hidden_from_elasticsearch
from maillage_search.query.narrowing import Order
from maillage_search.query.parsing import Question
from maillage_search.query.request import Near, SearchRequest, Viewer

FIELDS = ("title^10", "keywords^5", "summary^3", "body")
MOST_VALUES = 2_000
# How far a town reaches.
THERE_KM = 5
# What comes first apart from scores: names that hold the question, more so those that are it.
APART = 1_000.0


def search_of(
    question: Question,
    viewer: Viewer,
    opened: Collection[str] | None = None,
    worth: Worth | None = None,
) -> Search:
    """Rights, language, portal and place inside the query; chosen facets after the counting.

    ``opened``: the keys of what is open now, when nothing else is wanted.
    """
    request = question.request
    chosen = chosen_filters(question)
    if opened is not None:
        chosen["open"] = Q("terms", key=sorted(opened))
    worth = worth or even(len(question.concepts))
    search = Search().query(_scored(question, worth) if question.concepts else _named(question))
    search = _answering(search, question, viewer)
    search = search.sort(*_order(question))
    start = (request.page - 1) * request.size
    search = search.post_filter(_all(list(chosen.values())))[start : start + request.size]
    chosen_ones = _all([_words(question), *chosen.values()])
    search.aggs.bucket("held", "filter", filter=chosen_ones)
    search.aggs.bucket("reached", "filter", filter=_words(question))
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


def searches_of_worth(question: Question, viewer: Viewer) -> list[Search]:
    """Of the words together, then of each concept, among what the question may find."""
    queries = [_words(question), *map(_concept, question.concepts)]
    dfs = {"search_type": "dfs_query_then_fetch"}
    return [_answering(Search().query(q), question, viewer).params(**dfs) for q in queries]


def _answering(search: Search, question: Question, viewer: Viewer) -> Search:
    """Limited to what the viewer may find, in the places and on the days that are named."""
    search = search.filter(_visible(question.request, viewer))
    if question.inside:
        search = search.filter("term", territories=question.inside.code_path)
    if question.period:
        search = search.filter(during(question.period))
    return search.filter(_around(question.near)) if question.near else search


def _scored(question: Question, worth: Worth) -> Query:
    """The order of ``embedded.ranking``: names apart from scores, then scores and their factors."""
    words = _words(question)
    if question.partial:
        words = _by_coverage(words, question, worth)
    named = Q(
        "function_score",
        query=_placed(_titles_first(words, question, worth), question),
        functions=[*_names_first(question), *_sessions_first(question)],
        score_mode="multiply",
    )
    return named if question.near is None else named | _there(question.near, worth)


def _words(question: Question) -> Query:
    """As many of the concepts as are required."""
    concepts = [_concept(concept) for concept in question.concepts]
    if not concepts:
        return Q("match_all")
    return Q("bool", should=concepts, minimum_should_match=question.required)


def _there(near: Near, worth: Worth) -> Query:
    """What stands in the town that is named, whatever it holds, beside the best of the words."""
    origin = {"lat": near.point.latitude, "lon": near.point.longitude}
    decay = {"point": {"origin": origin, "scale": f"{CLOSE_KM}km", "decay": 0.5}}
    around = Q("geo_distance", distance=f"{THERE_KM}km", point=origin)
    functions = [{"exp": decay, "weight": CLOSE * worth.best}]
    return Q("function_score", query=Q("bool", filter=around), functions=functions,
             boost_mode="replace")  # fmt: skip


def _named(question: Question) -> Query:
    """Everything; what bears the territory's name before."""
    if question.inside is None:
        return Q("match_all")
    same = Q("constant_score", filter=Q("term", title_key=title_key(question.inside.name)))
    return Q("bool", must=Q("match_all"), should=same)


def _by_coverage(query: Query, question: Question, worth: Worth) -> Query:
    """By the share of the question that is held."""
    functions = [
        {"filter": _concept(concept).to_dict(), "weight": share}
        for concept, share in zip(question.concepts, worth.shares, strict=True)
        if share
    ]
    return Q("function_score", query=query, functions=functions, score_mode="sum")


def _names_first(question: Question) -> list[dict[str, object]]:
    same = {"term": {"title_key": title_key(question.words)}}
    found: list[dict[str, object]] = [{"filter": same, "weight": APART}]
    if question.near is None:
        phrases = [Q("match_phrase", title=text) for text in sorted(question.names)]
        held = Q("bool", should=phrases, minimum_should_match=1)
        found.append({"filter": held.to_dict(), "weight": APART})
    return found


def _sessions_first(question: Question) -> list[dict[str, object]]:
    """Those that bear a word of the question in their title."""
    if not question.asks_for_a_session:
        return []
    titled = [_in_title(concept)[0][0] for concept in question.concepts]
    condition = Q("exists", field="starts_at") & Q("bool", should=titled, minimum_should_match=1)
    return [{"filter": condition.to_dict(), "weight": APART**SESSION}]


def _titles_first(query: Query, question: Question, worth: Worth) -> Query:
    """The factor of ``embedded.ranking.Weights.titled``."""
    functions = [
        {"filter": condition.to_dict(), "weight": TITLE * share * weight}
        for concept, share in zip(question.concepts, worth.shares, strict=True)
        for condition, weight in _in_title(concept)
        if share
    ]
    return Q("function_score", query=query, functions=[{"weight": 1}, *functions], score_mode="sum")


def _in_title(concept: Concept) -> list[tuple[Query, float]]:
    """Plain words; those of the thesaurus where these are not."""
    said = [
        (one.plain, Q("match", title={"query": one.text, "operator": "and"}))
        for one in concept.alternatives
    ]
    literal = Q("bool", should=[q for is_plain, q in said if is_plain], minimum_should_match=1)
    others = [q for is_plain, q in said if not is_plain]
    synonyms = Q("bool", should=others, must_not=[literal], minimum_should_match=1)
    return [(literal, 1.0), *([(synonyms, SYNONYM)] if others else [])]


def _placed(query: Query, question: Question) -> Query:
    """Nearer is better where a town is named; elsewhere, what stands somewhere weighs less."""
    if question.near is not None:
        return _nearest_first(query, question.near)
    dated = Q("exists", field="starts_at")
    weighed = [{"filter": (Q("exists", field="point") & ~dated).to_dict(), "weight": SOMEWHERE}]
    if not question.asks_for_a_session:
        weighed.append({"filter": dated.to_dict(), "weight": ONCE})
    return Q("function_score", query=query, functions=weighed, score_mode="multiply")


def _nearest_first(query: Query, near: Near) -> Query:
    """The factor of ``engines.proximity.nearness``, and of what stands nowhere."""
    origin = {"lat": near.point.latitude, "lon": near.point.longitude}
    decay = {"point": {"origin": origin, "scale": f"{PIVOT_KM}km", "decay": 0.5}}
    located = Q("exists", field="point")
    local = Q("terms", territories=[code for code in near.territories if code[:4] != "reg:"])
    functions = [
        {"filter": located.to_dict(), "weight": 1},
        {"filter": located.to_dict(), "exp": decay, "weight": NEARNESS},
        {"filter": (~located & ~local).to_dict(), "weight": NOWHERE},
        {"filter": (~located & local).to_dict(), "weight": LOCAL},
    ]
    return Q("function_score", query=query, functions=functions, score_mode="sum")


def _concept(concept: Concept) -> Query:
    said = [_alternative(one, 1.0 if one.plain else SYNONYM) for one in concept.alternatives]
    return Q("bool", should=said, minimum_should_match=1)


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
    if question.concepts:
        return []
    return ["_score", "starts_at", "title_key"] if question.inside else ["date", "title_key"]


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
