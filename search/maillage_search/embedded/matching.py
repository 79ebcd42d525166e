"""Which visible documents answer a question: the best of them, read from the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import cos, radians

from django.db import connection

from maillage.territories.geometry import kilometres
from maillage.values import Point
from maillage_search.documents.delimited import needle
from maillage_search.embedded.ranking import Row
from maillage_search.full_text.parts import Asked
from maillage_search.full_text.vendor import vendor
from maillage_search.full_text.writing import title_key
from maillage_search.privacy.showing import SHOWN
from maillage_search.query.parsing import Question
from maillage_search.query.request import Near, SearchRequest, Viewer

TABLE = "maillage_search_indexeddocument"
# Days as text: databases write them alike, and nobody reads thousands of dates to compare some.
COLUMNS = (
    "d.kind, d.territories, d.themes, d.id, d.title_key, {score}, "
    "d.starts_at || '' AS starts, d.date || '' AS day, d.latitude, d.longitude"
)
# So many of the best are read, counted and put in order.
MOST = 1_000
# Around a town that is named, so many are shown though they hold no word of the question.
NEAREST = 10
# A little less than the true length, so that the box holds the whole circle.
KM_PER_DEGREE = 110.0


def matching(
    question: Question, viewer: Viewer, *, chosen: bool = False, most: int = MOST
) -> tuple[list[Row], dict[int, float]]:
    """The best of the visible documents that answer, and how far those with a point are.

    ``chosen``: those of the chosen facets alone.
    """
    sql = vendor()
    where, params = _visible(question, viewer, sql.holds)
    if chosen:
        narrowed, more = _narrowed(question.request, sql.holds)
        where, params = f"{where} AND {narrowed}", [*params, *more]
    if question.concepts:
        asked = Asked(COLUMNS, where, params, most, restricted=bool(viewer.acl))
        query, params = sql.candidates(question, asked)
    else:
        order, more = _order(question)
        query = (
            f"SELECT {COLUMNS.format(score='1.0')} FROM {TABLE} d WHERE {where} "  # noqa: S608
            f"ORDER BY {order}, d.id LIMIT {most}"
        )
        params = [*params, *more]
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        rows = cursor.fetchall()
    return (rows, {}) if question.near is None else _within(rows, question.near)


def with_nearest(
    rows: list[Row], distances: dict[int, float], question: Question, viewer: Viewer
) -> tuple[list[Row], dict[int, float]]:
    """And the nearest places, whatever they hold: who names a town looks for somebody there."""
    anything = replace(question, concepts=(), required=0)
    around, further = matching(anything, viewer, most=NEAREST)
    known = {row[3] for row in rows}
    nearest = [row for row in around if row[3] in further and row[3] not in known]
    return [*rows, *nearest], {**further, **distances}


def _order(question: Question) -> tuple[str, list[object]]:
    """Where no word is left: the nearest; the soonest; what bears the territory's name, then what
    takes place there, then where people are received.
    """
    near, inside = question.near, question.inside
    if near is not None:
        narrower = cos(radians(near.point.latitude)) ** 2
        square = "(d.latitude - %s) * (d.latitude - %s) + (d.longitude - %s) * (d.longitude - %s)"
        point = [near.point.latitude] * 2 + [near.point.longitude] * 2
        return f"d.latitude IS NULL, {square} * {narrower}", point
    if inside is not None and question.period is None:
        named = "d.title_key <> %s, d.starts_at IS NULL, d.starts_at, d.latitude IS NULL"
        return named, [title_key(inside.name)]
    return "d.date", []


def _within(rows: list[tuple], near: Near) -> tuple[list[Row], dict[int, float]]:
    """The box of the query, cut to a circle; what has no point stays."""
    kept, distances = [], {}
    for row in rows:
        latitude, longitude = row[-2:]
        if latitude is not None:
            distance = kilometres(near.point, Point(latitude, longitude))
            if distance > near.radius:
                continue
            distances[row[3]] = distance
        kept.append(row)
    return kept, distances


def _narrowed(request: SearchRequest, holds: Callable[[str], str]) -> tuple[str, list[object]]:
    """The chosen facets as conditions."""
    where, params = ["TRUE"], []
    if request.kinds:
        where.append(f"d.kind IN ({', '.join(['%s'] * len(request.kinds))})")
        params += request.kinds
    for column, values in (("territories", request.territories), ("themes", request.themes)):
        if values:
            where.append(f"({' OR '.join([holds(f'd.{column}')] * len(values))})")
            params += map(needle, values)
    return " AND ".join(where), params


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
