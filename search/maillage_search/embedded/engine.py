"""Search in the project's own database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, radians

from django.db import connection

from maillage.territories.geometry import kilometres
from maillage.values import Point
from maillage_search.documents.delimited import needle, split
from maillage_search.embedded.narrowing import narrowed
from maillage_search.embedded.ranking import Row, page_of
from maillage_search.engines.base import Engine
from maillage_search.engines.highlighting import excerpt, marked
from maillage_search.full_text.vendor import vendor
from maillage_search.models import IndexedDocument
from maillage_search.privacy.showing import SHOWN
from maillage_search.query.parsing import Question
from maillage_search.query.request import Near, Viewer
from maillage_search.query.response import Hit, SearchResponse

TABLE = "maillage_search_indexeddocument"
# Days as text: databases write them alike, and nobody reads thousands of dates to compare some.
ROW = (
    "d.kind, d.territories, d.themes, d.id, d.title_key, m.score, "
    "d.starts_at || '' AS starts, d.date || '' AS day"
)
BEFORE_POINT = slice(0, 8)
# A little less than the true length, so that the box holds the whole circle.
KM_PER_DEGREE = 110.0


class EmbeddedEngine(Engine):
    """FTS5 on SQLite, ``tsvector`` on PostgreSQL; one query for all that matches, one for a page.

    Filters that the reader chose are applied in Python, to groups of documents of the same
    values: every facet is counted without its own.
    """

    name = "embedded"

    def find(self, question: Question, viewer: Viewer) -> SearchResponse:
        rows, distances = matching(question, viewer)
        rows, facets = narrowed(rows, question, distances)
        hits = _hits(page_of(rows, question, distances), question, distances)
        return SearchResponse(total=len(rows), hits=hits, facets=facets)


def matching(question: Question, viewer: Viewer) -> tuple[list[Row], dict[int, float]]:
    """Every visible document that answers, filters not applied; how far those with a point are."""
    sql = vendor()
    if question.concepts:
        matched, params = sql.matching(question, restricted=bool(viewer.acl))
    else:
        matched, params = f"SELECT id, 1.0 AS score FROM {TABLE}", []  # noqa: S608
    near = question.near
    where, more = _visible(question, viewer, sql.holds)
    columns = ROW if near is None else f"{ROW}, d.latitude, d.longitude"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM ({matched}) m "  # noqa: S608
            f"JOIN {TABLE} d ON d.id = m.id WHERE {where}",
            [*params, *more],
        )
        rows = cursor.fetchall()
    return (rows, {}) if near is None else _within(rows, near)


def _within(rows: list[tuple], near: Near) -> tuple[list[Row], dict[int, float]]:
    """The box of the query, cut to a circle; what has no point stays."""
    kept, distances = [], {}
    for row in rows:
        pk, latitude, longitude = row[3], row[-2], row[-1]
        if latitude is not None:
            distance = kilometres(near.point, Point(latitude, longitude))
            if distance > near.radius:
                continue
            distances[pk] = distance
        kept.append(row[BEFORE_POINT])
    return kept, distances


def _visible(
    question: Question, viewer: Viewer, holds: Callable[[str], str]
) -> tuple[str, list[object]]:
    """Conditions on language, rights, portal, place and days, in the query: counts tell nothing."""
    request, near = question.request, question.near
    tokens = list(map(needle, viewer.acl))
    rights = " OR ".join(["d.audience = 'public'", *[holds("d.acl")] * len(tokens)])
    where, params = [SHOWN, holds("d.readers"), f"({rights})"], [needle(request.language), *tokens]
    if request.shown_in:
        where.append(f"(d.national OR {holds('d.territories')})")
        params.append(needle(request.shown_in))
    if question.inside is not None:
        where.append(holds("d.territories"))
        params.append(needle(question.inside.code_path))
    if question.period is not None:
        where.append("d.starts_at IS NOT NULL AND d.date BETWEEN %s AND %s")
        params += [question.period.first, question.period.last]
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


def _hits(pks: list[int], question: Question, distances: Mapping[int, float]) -> tuple[Hit, ...]:
    documents = IndexedDocument.objects.in_bulk(pks)
    found = (documents[pk] for pk in pks if pk in documents)
    return tuple(_hit(document, question, distances.get(document.pk)) for document in found)


def _hit(document: IndexedDocument, question: Question, distance: float | None) -> Hit:
    return Hit(
        uid=document.uid,
        kind=document.kind,
        title=marked(document.title, question.terms),
        url=document.url,
        excerpt=excerpt(document.summary, document.body, question.terms),
        language=document.language,
        national=document.national,
        territories=split(document.territories),
        themes=split(document.themes),
        starts_at=document.starts_at,
        date=document.date,
        distance_km=distance,
    )
