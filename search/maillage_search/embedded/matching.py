"""Which visible documents answer a question: the best of them, read from the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC
from math import cos, radians
from typing import NamedTuple

from django.db import connection

from maillage.territories.geometry import kilometres
from maillage.values import Point
from maillage_search.documents.delimited import needle, split
from maillage_search.documents.sessions import DAY, beginning, first_between
from maillage_search.embedded.rows import (
    DATE,
    LATITUDE,
    LEVEL,
    LONGITUDE,
    PK,
    SESSIONS,
    STARTS,
    Row,
)
from maillage_search.full_text.levels import TABLE
from maillage_search.full_text.parts import Asked
from maillage_search.full_text.vendor import vendor
from maillage_search.full_text.writing import title_key
from maillage_search.privacy.showing import SHOWN
from maillage_search.query.parsing import Question, Reading
from maillage_search.query.periods import Period
from maillage_search.query.request import Near, SearchRequest, Viewer

# Days as text: databases write them alike, and nobody reads thousands of dates to compare some.
COLUMNS = (
    "d.kind, d.territories, d.themes, d.id, d.title_key, {score}, "
    "d.starts_at || '' AS starts, d.date || '' AS day, d.latitude, d.longitude, d.key, d.sessions"
)
# The number of the reading, and how many hold all the words, of what holds none.
NOTHING = "CAST(NULL AS integer)"
# So many of the best are read, counted and put in order.
MOST = 1_000
# Around a town that is named, so many are shown though they hold no word of the question.
NEAREST = 10
# A little less than the true length, so that the box holds the whole circle.
KM_PER_DEGREE = 110.0


class Matched(NamedTuple):
    """The best of the documents that answer, and how far those with a point are.

    ``question`` as it was read; ``holding`` are the documents that hold its words, ``whole`` how
    many hold all of them (up to what is enough); ``more``: there are more than were read.
    """

    question: Question
    rows: list[Row]
    distances: dict[int, float]
    holding: set[int]
    whole: int
    more: bool


def matching(question: Question, viewer: Viewer, *, chosen: bool = False) -> Matched:
    """Which visible documents answer; around a town that is named, who stands there too, whatever
    they hold. ``chosen``: those of the chosen facets alone, of the question as it was read.
    """
    where, params = _visible(question, viewer, vendor().holds)
    if chosen:
        narrowed, more = _narrowed(question.request, vendor().holds)
        where, params = f"{where} AND {narrowed}", [*params, *more]
    readings = question.readings[: 1 if chosen else None]
    if question.concepts:
        asked = Asked(COLUMNS, where, params, MOST, restricted=bool(viewer.acl))
        query, asks = vendor().candidates(readings, asked)
        if question.near is not None:
            nearest, more = _everything(question, where, params, NEAREST)
            query = f"SELECT * FROM ({query}) best UNION ALL SELECT * FROM ({nearest}) nearest"  # noqa: S608
            asks = [*asks, *more]
    else:
        query, asks = _everything(question, where, params, MOST)
    with connection.cursor() as cursor:
        cursor.execute(query, asks)
        rows = cursor.fetchall()
    return _matched(readings, rows)


def _everything(
    question: Question, where: str, params: list[object], most: int
) -> tuple[str, list[object]]:
    """The query of what is visible, whatever it holds."""
    order, more = _order(question)
    return (
        f"SELECT {COLUMNS.format(score='1.0')}, {NOTHING}, {NOTHING} FROM {TABLE} d WHERE {where} "  # noqa: S608
        f"ORDER BY {order}, d.id LIMIT {most}"
    ), [*params, *more]


def _matched(readings: Sequence[Reading], rows: list[tuple]) -> Matched:
    """From the database's rows: those with a level hold the words, others only stand there."""
    question = readings[0].question
    held = [row for row in rows if row[LEVEL] is not None] if question.concepts else rows
    level, whole = held[0][LEVEL:] if held else (0, 0)
    known = {row[PK] for row in held}
    found, distances = [*held, *(row for row in rows if row[PK] not in known)], {}
    if period := question.asked_days:
        found = [_on(row, period) for row in found]
    if question.near is not None:
        found, distances = _within(found, question.near)
        found = [row for row in found if row[PK] in known or row[PK] in distances]
    return Matched(
        readings[level or 0].question,
        found,
        distances,
        known.intersection(row[PK] for row in found),
        len(held) if whole is None else whole,
        len(held) >= MOST,
    )


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


def _on(row: tuple, period: Period) -> tuple:
    """As it takes place on these days, when it does other than next."""
    session = first_between(split(row[SESSIONS]), *period.iso)
    if session is None:
        return row
    starts = f"{beginning(session).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    return (*row[:STARTS], starts, session[DAY], *row[DATE + 1 :])


def _within(rows: list[tuple], near: Near) -> tuple[list[tuple], dict[int, float]]:
    """The box of the query, cut to a circle; what has no point stays."""
    kept, distances = [], {}
    for row in rows:
        latitude, longitude = row[LATITUDE], row[LONGITUDE]
        if latitude is not None:
            distance = kilometres(near.point, Point(latitude, longitude))
            if distance > near.radius:
                continue
            distances[row[PK]] = distance
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
        days = question.period.days
        held = " OR ".join([holds("d.sessions")] * len(days))
        where.append(f"d.starts_at IS NOT NULL AND (d.date BETWEEN %s AND %s OR {held})")
        params += [question.period.first, question.period.last]
        params += [f"|{day.isoformat()}T" for day in days]
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
