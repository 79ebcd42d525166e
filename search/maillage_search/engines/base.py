"""What every engine offers, and how a question that finds nothing is asked again."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from dataclasses import replace

from maillage_search.engines.spelling import corrected
from maillage_search.french.thesaurus import Thesaurus
from maillage_search.models import ThesaurusEntry
from maillage_search.query.narrowing import Order
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
        """What holds all the words comes first, then what holds most of them, up to a page.

        When nothing does, the words are read as they are probably spelled; when what was
        understood of the question (a town, days) empties the answer, it is words again.
        """
        began = time.perf_counter()
        thesaurus = ThesaurusEntry.objects.all().thesaurus()
        question = understand(request, thesaurus)
        asked, response = self._answer(question, thesaurus, viewer)
        if not (response.total or request.filtered or request.literal) and question.may_be_words:
            as_words = understand(replace(request, literal=True), thesaurus)
            asked, again = self._answer(as_words, thesaurus, viewer)
            if again.total:
                question, response = as_words, again
        return replace(
            response,
            near=question.near,
            inside=question.inside,
            period=question.period,
            wants_place=question.wants_place,
            words=question.words,
            corrected=asked.corrected,
            engine=self.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _answer(
        self, question: Question, thesaurus: Thesaurus, viewer: Viewer
    ) -> tuple[Question, SearchResponse]:
        """The question as it was read, and its answer."""
        if question.empty:
            return question, SearchResponse()
        asked, response = question, self.find(question, viewer)
        reached = self._reached(asked, response, viewer)
        if not reached:
            spelled = corrected(question, thesaurus)
            if spelled is not None:
                asked, response = spelled, self.find(spelled, viewer)
                reached = self._reached(asked, response, viewer)
        in_another_order = reached and asked.request.order is not Order.RELEVANCE
        if reached >= asked.request.size or in_another_order:
            return asked, response
        return asked, self._filled(asked, response, reached, viewer)

    def _filled(
        self, asked: Question, response: SearchResponse, reached: int, viewer: Viewer
    ) -> SearchResponse:
        """The answer, then what answers looser questions, until a page is full."""
        request, partial = asked.request, not reached
        last = request.page * request.size
        if request.page > 1:
            response = self.find(asked.anew(page=1, size=last), viewer)
        hits = {hit.uid: hit for hit in response.hits}
        for looser in asked.looser():
            response = self.find(looser.anew(page=1, size=last), viewer)
            hits |= {hit.uid: hit for hit in response.hits if hit.uid not in hits}
            if self._reached(looser, response, viewer) >= request.size:
                break
        shown = tuple(hits.values())[last - request.size : last]
        return replace(response, hits=shown, partial=partial and response.total > 0)

    def _reached(self, question: Question, response: SearchResponse, viewer: Viewer) -> int:
        """How many hold the words, chosen facets aside: these do not make the words wrong."""
        if response.total >= question.request.size or not question.request.filtered:
            return response.total
        return self.find(question.unfiltered(), viewer).total
