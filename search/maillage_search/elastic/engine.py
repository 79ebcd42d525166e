"""Search in Elasticsearch."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from elasticsearch.dsl import Search

from maillage.territories.geometry import kilometres
from maillage.values import Point
from maillage_search.documents.openings import MOST_COUNTED, open_among
from maillage_search.documents.sessions import taking_place
from maillage_search.elastic.client import (
    PATIENCE_SECONDS,
    ElasticsearchUnavailable,
    client,
    within,
)
from maillage_search.elastic.indices import read_alias
from maillage_search.elastic.queries import search_of, searches_of_worth
from maillage_search.elastic.worth import Worth, asked_together, worth_of
from maillage_search.engines.base import Engine
from maillage_search.engines.highlighting import excerpt, marked
from maillage_search.engines.spelling import has_unknown_words
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
        try:
            return self._found(question, viewer)
        except ElasticsearchUnavailable:
            raise
        except Exception as error:  # An answer without sense is refused as a whole.
            raise ElasticsearchUnavailable(f"{type(error).__name__}: {error}"[:300]) from error

    def _found(self, question: Question, viewer: Viewer) -> SearchResponse:
        whole: int | None = None
        for read, enough in question.readings:
            opened = self._opened(read, viewer)
            worth = self._worth(read, viewer)
            said = self._said(search_of(read, viewer, opened, worth), viewer)
            reached = _counted("reached", said)
            if whole is None:
                whole = reached
                if not whole and not question.spelled and has_unknown_words(question):
                    break
            if enough is not None and reached >= enough:
                break
        answer = _answer(said, read, opened)
        return replace(answer, whole=whole or 0, loosened=read.partial)

    def _opened(self, question: Question, viewer: Viewer) -> set[str] | None:
        """The keys of what is open now among what answers; None when that is not asked."""
        request = question.request
        if not (request.open_now and request.now):
            return None
        said = self._said(search_of(question, viewer).extra(size=0), viewer)
        return open_among(_openable(said["aggregations"]), request.now)

    def _worth(self, question: Question, viewer: Viewer) -> Worth | None:
        """Where it weighs on the order: beside a town, or where not all the words are asked for."""
        if not question.concepts or not (question.near or question.partial):
            return None
        multi = asked_together(searches_of_worth(question, viewer))
        multi = multi.using(client()).index(*_aliases(viewer))
        found = within(self.deadline - time.monotonic(), multi.execute)
        best, *tells = (one.hits.max_score for one in found)
        return worth_of(best, tells)

    def _said(self, search: Search, viewer: Viewer) -> dict:
        search = search.using(client()).index(*_aliases(viewer))
        return within(self.deadline - time.monotonic(), lambda: _whole(search))


def _aliases(viewer: Viewer) -> list[str]:
    return [read_alias("public"), *([read_alias("restricted")] if viewer.acl else [])]


def _whole(search: Search) -> dict:
    said = search.execute().to_dict()
    if said.get("timed_out") or said.get("_shards", {}).get("failed"):
        raise PartialAnswer
    return said


def _answer(said: dict, question: Question, opened: Collection[str] | None) -> SearchResponse:
    """Everything is read here, so that an answer without sense is refused as a whole."""
    return SearchResponse(
        total=said["hits"]["total"]["value"],
        held=_counted("held", said),
        hits=tuple(_hit(found, question) for found in said["hits"]["hits"]),
        facets=_facets(said["aggregations"], question, opened),
    )


def _counted(name: str, said: dict) -> int:
    """Of what answers, how much passes that filter: all of it where nothing is said of it."""
    total = said["hits"]["total"]["value"]
    return said["aggregations"].get(name, {}).get("doc_count", total)


def _facets(counted: dict, question: Question, opened: Collection[str] | None) -> Facets:
    distances = _counts(counted.get("distances"))
    return Facets(
        *(_counts(counted[name]) for name in ("kinds", "territories", "themes")),
        days=_counts(counted.get("days")),
        distances={int(km): count for km, count in distances.items()},
        open=_open(_openable(counted), question, opened),
    )


def _open(keys: list[str], question: Question, opened: Collection[str] | None) -> int | None:
    now = question.request.now
    if not keys or len(keys) > MOST_COUNTED or now is None:
        return None
    return len(open_among(keys, now) if opened is None else opened)


def _openable(counted: dict) -> list[str]:
    found = counted.get("open", {}).get("values", {}).get("keys", {})
    return [bucket["key"] for bucket in found.get("buckets", ())]


def _counts(facet: dict | None) -> dict[str, int]:
    """Value → count, those of none left out."""
    buckets = facet["values"]["buckets"] if facet else ()
    named = buckets.items() if isinstance(buckets, dict) else ((b["key"], b) for b in buckets)
    return {key: bucket["doc_count"] for key, bucket in named if bucket["doc_count"]}


def _hit(found: dict, question: Question) -> Hit:
    fields = found["_source"]
    summary, opening = fields.get("summary", ""), fields.get("opening", "")
    starts_at, day = taking_place(
        datetime.fromisoformat(fields["starts_at"]) if "starts_at" in fields else None,
        date.fromisoformat(fields["date"]) if "date" in fields else None,
        fields.get("sessions", ()),
        question.asked_days.iso if question.asked_days else None,
    )
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
        starts_at=starts_at,
        date=day,
        distance_km=_distance(fields.get("point"), question.near),
    )


def _distance(point: dict | None, near: Near | None) -> float | None:
    if point is None or near is None:
        return None
    return kilometres(near.point, Point(point["lat"], point["lon"]))
