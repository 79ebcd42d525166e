"""Search in Elasticsearch."""

from __future__ import annotations

import time
from datetime import date, datetime

from elasticsearch.dsl import Search
from elasticsearch.dsl.response import Response

from maillage.territories.geometry import kilometres
from maillage.values import Point
from maillage_search.elastic.client import PATIENCE_SECONDS, client, within
from maillage_search.elastic.indices import read_alias
from maillage_search.elastic.queries import search_of
from maillage_search.engines.base import Engine
from maillage_search.engines.highlighting import excerpt, marked
from maillage_search.query.parsing import Question
from maillage_search.query.request import Near, Viewer
from maillage_search.query.response import Facets, Hit, SearchResponse


class PartialAnswer(Exception):
    """Shards that failed, or had not the time: what they hold would be said not to exist."""


class ElasticEngine(Engine):
    """Made for one search: its patience runs from its making, whatever the number of attempts."""

    name = "elasticsearch"

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self.deadline = time.monotonic() + patience

    def find(self, question: Question, viewer: Viewer) -> SearchResponse:
        """Raises ElasticsearchUnavailable for whatever goes wrong over there."""
        search = search_of(question, viewer).using(client()).index(*_aliases(viewer))
        return within(self.deadline - time.monotonic(), lambda: _answer(search, question))


def _aliases(viewer: Viewer) -> list[str]:
    return [read_alias("public"), *([read_alias("restricted")] if viewer.acl else [])]


def _answer(search: Search, question: Question) -> SearchResponse:
    """Everything is read here, so that an answer without sense is refused as a whole."""
    response = search.execute()
    said = response.to_dict()
    if said.get("timed_out") or said.get("_shards", {}).get("failed"):
        raise PartialAnswer
    return SearchResponse(
        total=response.hits.total.value,
        hits=tuple(_hit(found, question) for found in said["hits"]["hits"]),
        facets=_facets(response),
    )


def _facets(response: Response) -> Facets:
    counted = response.aggregations.to_dict()
    return Facets(*(_counts(counted[name]) for name in ("kinds", "territories", "themes")))


def _counts(facet: dict) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in facet["values"]["buckets"]}


def _hit(found: dict, question: Question) -> Hit:
    fields = found["_source"]
    summary, opening = fields.get("summary", ""), fields.get("opening", "")
    return Hit(
        uid=found["_id"],
        kind=fields["kind"],
        title=marked(fields["title"], question.terms),
        url=fields["url"],
        excerpt=excerpt(summary, opening, question.terms),
        language=fields["language"],
        national=fields["national"],
        territories=tuple(fields.get("territories", ())),
        themes=tuple(fields.get("themes", ())),
        starts_at=datetime.fromisoformat(fields["starts_at"]) if "starts_at" in fields else None,
        date=date.fromisoformat(fields["date"]) if "date" in fields else None,
        distance_km=_distance(fields.get("point"), question.near),
    )


def _distance(point: dict | None, near: Near | None) -> float | None:
    if point is None or near is None:
        return None
    return kilometres(near.point, Point(point["lat"], point["lon"]))
