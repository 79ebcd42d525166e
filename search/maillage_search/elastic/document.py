"""A search document as Elasticsearch holds it."""

from __future__ import annotations

from elasticsearch.dsl import (
    Boolean,
    Date,
    Document,
    GeoPoint,
    Index,
    Keyword,
    MetaField,
    Text,
)

from maillage_search.documents.addresses import marked_words
from maillage_search.documents.versions import Versioned
from maillage_search.elastic.analysis import ANALYZER, analysis
from maillage_search.engines.highlighting import READ
from maillage_search.full_text.writing import title_key


class FoundDocument(Document):
    """Its id is the document's uid, its version the outbox's (``external_gte``).

    ``opening`` is the part of the body that excerpts are made from; ``days`` are those of ``date``
    and of each session.
    """

    key = Keyword()
    kind = Keyword()
    language = Keyword()
    readers = Keyword()
    audience = Keyword()
    acl = Keyword()
    national = Boolean()
    territories = Keyword()
    themes = Keyword()
    point = GeoPoint()
    digest = Keyword()
    starts_at = Date()
    date = Date()
    sessions = Keyword(index=False)
    days = Date()
    url = Keyword(index=False)
    title_key = Keyword()
    title = Text(analyzer=ANALYZER)
    keywords = Text(analyzer=ANALYZER)
    summary = Text(analyzer=ANALYZER)
    body = Text(analyzer=ANALYZER)
    opening = Text(index=False)

    class Meta:
        dynamic = MetaField("strict")


def index(name: str) -> Index:
    """An index of these documents, not created yet."""
    found = Index(name)
    found.document(FoundDocument)
    found.settings(
        number_of_shards=1, number_of_replicas=0, auto_expand_replicas="0-1", analysis=analysis()
    )
    return found


def source(versioned: Versioned) -> dict[str, object]:
    """The stored form of a document."""
    document, point = versioned.document, versioned.document.point
    days = (document.date, *(one.date() for one in document.sessions))
    fields = {
        "key": versioned.key,
        "kind": document.kind,
        "language": document.language,
        "readers": list(versioned.readers),
        "audience": document.audience.value,
        "acl": list(document.acl),
        "national": document.national,
        "territories": list(document.territories),
        "themes": list(document.themes),
        "point": {"lat": point.latitude, "lon": point.longitude} if point else None,
        "digest": versioned.digest,
        "starts_at": document.starts_at and document.starts_at.isoformat(),
        "date": document.date and document.date.isoformat(),
        "sessions": [one.isoformat() for one in document.sessions],
        "days": sorted({one.isoformat() for one in days if one}),
        "url": document.url,
        "title_key": title_key(document.title),
        "title": document.title,
        "keywords": " ".join(
            (*document.keywords, *document.themes, *marked_words(document.address))
        ),
        "summary": document.summary,
        "body": document.body,
        "opening": versioned.shown_body[:READ],
    }
    return {name: value for name, value in fields.items() if value is not None}
