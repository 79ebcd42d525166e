"""Put the judged questions to one of our engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.timezone import localdate

from maillage.territories.models import Territory
from maillage.values import SearchDocument
from maillage_search.documents.versions import Versioned
from maillage_search.engines.base import Engine
from maillage_search.query.request import SearchRequest, Viewer
from tests.search.judged.measures import Ask, Judged
from tests.search.judged.naming import name_of


def asked_of(engine: Callable[[], Engine]) -> Ask:
    """``engine()`` makes the engine for one question."""

    def ask(question: Judged) -> list[str]:
        response = engine().search(request_of(question), Viewer.anonymous())
        return [
            name_of(hit.kind, hit.plain_title, hit.url, hit.territories)
            for hit in (*response.hits, *response.beyond)
        ]

    return ask


def request_of(question: Judged) -> SearchRequest:
    """As the page of results asks; days are counted from today, as those of the demo are."""
    return SearchRequest(
        text=question.text,
        kinds=question.only,
        shown_in=territory_of(question),
        today=localdate(),
    )


def territory_of(question: Judged) -> str:
    if not question.portal:
        return ""
    return Territory.objects.get(slug=question.portal).code_path


def named(document: SearchDocument) -> str:
    return name_of(document.kind, document.title, document.url, document.territories)


def in_french(documents: Iterable[Versioned]) -> list[SearchDocument]:
    """What readers of French may find, translated or not."""
    return [one.document for one in documents if "fr" in one.readers]


def may_answer(document: SearchDocument, question: Judged, shown_in: str) -> bool:
    """The kinds and the portal of a question, for engines that know neither."""
    kept = not question.only or document.kind in question.only
    return kept and (not shown_in or document.national or shown_in in document.territories)
