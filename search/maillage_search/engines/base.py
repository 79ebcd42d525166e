"""What every engine offers, and how a question that finds nothing is asked again."""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from maillage.values import Audience
from maillage_search.engines.spelling import corrected
from maillage_search.french.thesaurus import Thesaurus
from maillage_search.models import IndexedDocument
from maillage_search.models import thesaurus as current_thesaurus
from maillage_search.query.narrowing import Order
from maillage_search.query.parsing import Question, understand
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.query.response import SearchResponse

NUMBER = re.compile(r"\b\d{5}\b")


class Engine(ABC):
    """Finds documents; two engines given the same documents give the same answers.

    The question is understood once, here: an engine only executes it.
    """

    name: str

    @abstractmethod
    def find(self, question: Question, viewer: Viewer) -> SearchResponse:
        """Documents that answer the question and that viewer may find.

        Of ``question.readings``, the first that enough of them answer; the first alone when a word
        is unknown that may be misspelled.
        """

    def search(self, request: SearchRequest, viewer: Viewer) -> SearchResponse:
        """What holds all the words comes first, then what holds most of them, up to a page.

        When nothing does, the words are read as they are probably spelled; when what was
        understood of the question (a town, days) empties the answer, it is words again.
        """
        began = time.perf_counter()
        thesaurus = current_thesaurus()
        question = understand(_as_named(request), thesaurus)
        asked, response = self._answer(question, thesaurus, viewer)
        understood = question
        for otherwise in self._otherwise(question, response, thesaurus):
            other, again = self._answer(otherwise, thesaurus, viewer)
            if response.total:
                known = {hit.uid for hit in response.hits}
                beyond = tuple(hit for hit in again.hits if hit.uid not in known)
                response = replace(response, beyond=beyond[: request.size - len(known)])
            elif again.total:
                question, asked, response = otherwise, other, again
            if response.total:
                break
        return replace(
            response,
            near=question.near,
            inside=question.inside,
            period=question.period,
            named=understood.period,
            undated=understood.period is not None and question.period is None,
            wants_place=question.wants_place,
            words=question.words,
            corrected=asked.corrected,
            engine=self.name,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _otherwise(
        self, question: Question, response: SearchResponse, thesaurus: Thesaurus
    ) -> Iterator[Question]:
        """How else a question may be read that finds little: the days that it names as words; then
        its town or territory too, when it finds nothing.
        """
        request = question.request
        if request.filtered or request.literal or request.order is not Order.RELEVANCE:
            return
        few = request.page == 1 and response.held < request.size
        if question.period is not None and few and (question.concepts or not response.total):
            yield understand(replace(request, today=None), thesaurus)
        if not response.total and question.may_be_words:
            yield understand(replace(request, literal=True), thesaurus)

    def _answer(
        self, question: Question, thesaurus: Thesaurus, viewer: Viewer
    ) -> tuple[Question, SearchResponse]:
        """The question as it was read, and its answer."""
        if question.empty:
            return question, SearchResponse()
        asked, response = question, self.find(question, viewer)
        if not response.whole and not response.loosened and question.concepts:
            asked = corrected(question, thesaurus) or replace(question, spelled=True)
            if asked.corrected or len(asked.readings) > 1:
                response = self.find(asked, viewer)
        partial = not response.whole and response.total > 0
        return asked, replace(response, partial=partial)


def _as_named(request: SearchRequest) -> SearchRequest:
    """33700 is a service before it is Mérignac: a text of the site is called so."""
    number = NUMBER.search(request.text)
    if number is None or request.near is not None:
        return request
    pages = IndexedDocument.objects.filter(audience=Audience.PUBLIC.value, latitude=None)
    named = pages.filter(title__contains=number[0]).exists()
    return replace(request, literal=True) if named else request
