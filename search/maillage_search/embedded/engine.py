"""Search in the project's own database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, radians
from typing import NamedTuple

from django.db import connection

from maillage.values import Point
from maillage_search.asking import Hit, Near, SearchRequest, SearchResponse, Viewer
from maillage_search.counting import chosen, facets_of
from maillage_search.distances import kilometres, nearness
from maillage_search.embedded.vendor import vendor
from maillage_search.embedded.writing import title_key
from maillage_search.engine import Engine
from maillage_search.excerpts import excerpt, marked
from maillage_search.lists import needle, split
from maillage_search.models import IndexedDocument
from maillage_search.understanding import Question

TABLE = "maillage_search_indexeddocument"
LIGHT = "d.id, d.kind, d.territories, d.themes, d.latitude, d.longitude, d.title_key"
SAME_TITLE = 2.0
# A little less than the true length, so that the box holds the whole circle.
KM_PER_DEGREE = 110.0


class Match(NamedTuple):
    """What sorting and counting need of a document, without its texts."""

    id: int
    kind: str
    territories: tuple[str, ...]
    themes: tuple[str, ...]
    distance: float | None
    score: float


class EmbeddedEngine(Engine):
    """FTS5 on SQLite, ``tsvector`` on PostgreSQL; one query for all that matches, one for a page.

    Filters that the reader chose are applied to light rows in Python, where every facet is
    counted without its own.
    """

    name = "embedded"

    def find(self, question: Question, viewer: Viewer) -> SearchResponse:
        request = question.request
        matches = matches_of(question, viewer)
        kept = matches
        if request.filtered:
            kept = [match for match in matches if all(chosen(match, request))]
        kept.sort(key=_place_order if not question.concepts else _order)
        start = (request.page - 1) * request.size
        return SearchResponse(
            total=len(kept),
            hits=_hits(kept[start : start + request.size], question),
            facets=facets_of(matches, request),
        )


def _order(match: Match) -> tuple[float, int]:
    return -match.score, match.id


def _place_order(match: Match) -> tuple[bool, float, int]:
    return match.distance is None, match.distance or 0.0, match.id


def matches_of(question: Question, viewer: Viewer) -> list[Match]:
    """Every visible document that answers, filters not applied."""
    sql = vendor()
    if question.concepts:
        matched, params = sql.matching(question, restricted=bool(viewer.acl))
    else:
        matched, params = f"SELECT id, 1.0 AS score FROM {TABLE}", []  # noqa: S608
    where, more = _visible(question.request, viewer, question.near, sql.holds)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {LIGHT}, m.score FROM ({matched}) m "  # noqa: S608
            f"JOIN {TABLE} d ON d.id = m.id WHERE {where}",
            [*params, *more],
        )
        rows = cursor.fetchall()
    key = title_key(question.words)
    found = (_match(row, question, key) for row in rows)
    return [match for match in found if _within(match, question.near)]


def _visible(
    request: SearchRequest, viewer: Viewer, near: Near | None, holds: Callable[[str], str]
) -> tuple[str, list[object]]:
    """Conditions on language, rights, portal and place, inside the query so counts tell nothing."""
    tokens = list(map(needle, viewer.acl))
    rights = " OR ".join(["d.audience = 'public'", *[holds("d.acl")] * len(tokens)])
    where, params = [holds("d.readers"), f"({rights})"], [needle(request.language), *tokens]
    if request.shown_in:
        where.append(f"(d.national OR {holds('d.territories')})")
        params.append(needle(request.shown_in))
    if near is not None:
        served = list(map(needle, near.territories))
        nowhere = " OR ".join(["d.national", *[holds("d.territories")] * len(served)])
        height = near.radius / KM_PER_DEGREE
        width = height / max(cos(radians(near.point.latitude)), 0.01)
        box = "d.latitude BETWEEN %s AND %s AND d.longitude BETWEEN %s AND %s"
        where.append(f"({box} OR (d.latitude IS NULL AND ({nowhere})))")
        params += [near.point.latitude - height, near.point.latitude + height]
        params += [near.point.longitude - width, near.point.longitude + width, *served]
    return " AND ".join(where), params


def _match(row: Sequence, question: Question, key: str) -> Match:
    pk, kind, territories, themes, latitude, longitude, title, score = row
    distance = None
    if question.near is not None and latitude is not None:
        distance = kilometres(question.near.point, Point(latitude, longitude))
    factor = (SAME_TITLE if key and title == key else 1.0) * titled(question, title)
    score = float(score) * factor * nearness(distance)
    return Match(pk, kind, split(territories), split(themes), distance, score)


def titled(question: Question, title: str) -> float:
    """From 1 when the title holds nothing of the question to 2 when it holds all of it.

    Full-text scores weigh fields, but saturate: a long page about the question would come after
    a short one that mentions it.
    """
    words = set(title.split())
    held = sum(any(words.issuperset(said) for said in concept) for concept in question.sayings)
    return 1.0 + held / max(len(question.concepts), 1)


def _within(match: Match, near: Near | None) -> bool:
    return near is None or match.distance is None or match.distance <= near.radius


def _hits(matches: list[Match], question: Question) -> tuple[Hit, ...]:
    documents = IndexedDocument.objects.in_bulk([match.id for match in matches])
    pairs = ((match, documents.get(match.id)) for match in matches)
    return tuple(_hit(match, document, question) for match, document in pairs if document)


def _hit(match: Match, document: IndexedDocument, question: Question) -> Hit:
    return Hit(
        uid=document.uid,
        kind=document.kind,
        title=marked(document.title, question.terms),
        url=document.url,
        excerpt=excerpt(document.summary, document.body, question.terms),
        language=document.language,
        national=document.national,
        territories=match.territories,
        themes=match.themes,
        starts_at=document.starts_at,
        date=document.date,
        distance_km=match.distance,
    )
