"""Search in the project's own database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maillage_search.documents.delimited import split
from maillage_search.documents.sessions import taking_place
from maillage_search.embedded.matching import matching
from maillage_search.embedded.narrowing import narrowed
from maillage_search.embedded.ranking import WEIGHED, page_of
from maillage_search.embedded.rows import PK, Row
from maillage_search.engines.base import Engine
from maillage_search.engines.highlighting import excerpt, marked
from maillage_search.full_text.parts import Part
from maillage_search.full_text.vendor import vendor
from maillage_search.models import IndexedDocument
from maillage_search.query.parsing import Question
from maillage_search.query.request import Viewer
from maillage_search.query.response import Hit, SearchResponse


class EmbeddedEngine(Engine):
    """FTS5 on SQLite, ``tsvector`` on PostgreSQL: the best that match, then what they are.

    Filters that the reader chose are applied in Python, so that every facet is counted without its
    own; where there is more than is read, what passes them is read anew.
    """

    name = "embedded"

    def find(self, question: Question, viewer: Viewer) -> SearchResponse:
        found = matching(question, viewer)
        read, whole = found.question, found.whole
        left, facets = narrowed(found.rows, read, found.distances)
        if found.more and question.request.chosen:
            found = matching(read, viewer, chosen=True)
            left, _facets = narrowed(found.rows, read, found.distances)
        pks = page_of(left, read, found.distances, _parts(left, read, viewer))
        return SearchResponse(
            total=len(left),
            held=sum(row[PK] in found.holding for row in left),
            whole=whole,
            loosened=read.partial,
            more=found.more,
            hits=_hits(pks, read, found.distances),
            facets=facets,
        )


def _parts(rows: Sequence[Row], question: Question, viewer: Viewer) -> list[Part]:
    """What the best hold of each concept."""
    if not rows or not question.concepts:
        return []
    pks = [row[PK] for row in rows[:WEIGHED]]
    return vendor().parts(question, pks, restricted=bool(viewer.acl))


def _hits(pks: list[int], question: Question, distances: Mapping[int, float]) -> tuple[Hit, ...]:
    documents = IndexedDocument.objects.in_bulk(pks)
    found = (documents[pk] for pk in pks if pk in documents)
    return tuple(_hit(document, question, distances.get(document.pk)) for document in found)


def _hit(document: IndexedDocument, question: Question, distance: float | None) -> Hit:
    days = question.asked_days.iso if question.asked_days else None
    starts_at, day = taking_place(document.starts_at, document.date, split(document.sessions), days)
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
        starts_at=starts_at,
        date=day,
        distance_km=distance,
    )
