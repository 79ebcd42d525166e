"""What every engine offers, and how a question that finds nothing is asked again."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from maillage_search.engines.spelling import corrected
from maillage_search.models import ThesaurusEntry
from maillage_search.query.parsing import Question, understand
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.query.response import SearchResponse


class Engine(ABC):
    """Finds documents; two engines given the same documents give the same answers.

    The question is understood once, here: an engine only executes it.
    """

    name: str

    @abstractmethod
    def find(self, question: Question, viewer: Viewer) -> SearchResponse:
        """Documents that answer the question and that viewer may find."""

    def search(self, request: SearchRequest, viewer: Viewer) -> SearchResponse:
        """All the words, as probably spelled if need be; else most of them; else any of them."""
        began = time.perf_counter()
        thesaurus = ThesaurusEntry.objects.all().thesaurus()
        question = understand(request, thesaurus)
        asked, response = question, SearchResponse()
        if not question.empty:
            for asked in _attempts(question):
                response = self.find(asked, viewer)
                if response.total or (request.filtered and self._finds_unfiltered(asked, viewer)):
                    break
            else:
                asked = question
        return replace(
            response,
            near=question.near,
            wants_place=question.wants_place,
            words=question.words,
            corrected=asked.corrected,
            partial=bool(response.total) and asked.partial,
            engine=self.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _finds_unfiltered(self, question: Question, viewer: Viewer) -> bool:
        """Whether only the chosen facets empty the answer: its words are then right."""
        bare = replace(question, request=question.request.without_filters())
        return self.find(bare, viewer).total > 0


def _attempts(question: Question) -> Iterator[Question]:
    """From the most faithful to the most tolerant; the same one is never asked twice."""
    yield question
    if not question.concepts:
        return
    spelled = corrected(question)
    if spelled is not None:
        yield spelled
    if question.relaxed() != question:
        yield question.relaxed()
    if spelled is not None and spelled.relaxed() != spelled:
        yield spelled.relaxed()
    best = spelled or question
    if best.relaxed().required > 1:
        yield replace(best, required=1)
