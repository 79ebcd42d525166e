"""From what a person typed to what every engine looks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple

from maillage_search.documents.addresses import MARK, is_about_an_address
from maillage_search.french.chain import Token, analyse, clean, stem_of
from maillage_search.french.english import SMALL, days_in_french, is_english
from maillage_search.french.english import terms as english_terms
from maillage_search.french.tables import QUESTION_WORDS, SESSION_WORDS, SHORT_FORMS, WAYS_IN
from maillage_search.french.thesaurus import Alternative, Concept, Entry, Stems, Thesaurus
from maillage_search.query.locations import PlaceFound, find_place
from maillage_search.query.narrowing import Order
from maillage_search.query.periods import Period, PeriodFound, find_period
from maillage_search.query.request import Near, SearchRequest
from maillage_search.query.territories import Inside

LONGEST_QUESTION = 200
MOST_CONCEPTS = 10
# Longer questions are about what is said there.
MOST_FOR_A_SESSION = 3
SESSIONS = frozenset(map(stem_of, SESSION_WORDS))


@dataclass(frozen=True)
class Question:
    """Concepts to find, ``required`` of them at least, near a place or anywhere.

    ``spelled``: its unknown words were looked into already, and stay as they are.
    """

    concepts: tuple[Concept, ...]
    required: int
    request: SearchRequest
    near: Near | None = None
    inside: Inside | None = None
    period: Period | None = None
    words: str = ""
    wants_place: bool = False
    corrected: str = ""
    spelled: bool = False

    @property
    def partial(self) -> bool:
        return self.required < len(self.concepts)

    @cached_property
    def sayings(self) -> list[list[Stems]]:
        """Of each concept, the stems of each way of saying it."""
        return [[said.stems for said in concept.alternatives] for concept in self.concepts]

    @cached_property
    def terms(self) -> frozenset[Stems]:
        """Every run of stems to mark in a result: words on their own, phrases whole."""
        alternatives = (a for concept in self.concepts for a in concept.alternatives)
        return frozenset(
            stems
            for a in alternatives
            for stems in ([a.stems] if a.phrase else [(stem,) for stem in a.stems])
        )

    @property
    def empty(self) -> bool:
        return not (self.concepts or self.near or self.inside or self.period)

    @property
    def asked_days(self) -> Period | None:
        """Those that are named, else those that were chosen."""
        return self.period or self.request.when

    @property
    def may_be_words(self) -> bool:
        """Whether what was read as a place or as days may have been meant as words: no preposition
        of place tells them from words that are left.
        """
        alone = self.near is not None and self.request.near is None and not self.words
        return alone or self.inside is not None or self.period is not None

    @property
    def asks_for_a_session(self) -> bool:
        """Whether it names what takes place at an hour, of which places may bear the name."""
        few = len(self.concepts) <= MOST_FOR_A_SESSION
        return few and any(one.alternatives[0].stems[0] in SESSIONS for one in self.concepts)

    @property
    def text(self) -> str:
        """The reader's own words that are looked for."""
        return " ".join(concept.text for concept in self.concepts)

    @property
    def names(self) -> set[str]:
        """What a title that answers holds whole: the words typed; of one concept, the name in use
        too.
        """
        alone = self.concepts[0].alternatives if len(self.concepts) == 1 else ()
        return {self.text, *(said.text for said in alone if said.plain)}

    def looser(self) -> Iterator[Question]:
        """Of three words or more, three quarters (rounded down); then any of them."""
        count = len(self.concepts)
        for required in dict.fromkeys((count * 3 // 4, 1)):
            if 0 < required < self.required:
                yield replace(self, required=required)

    @property
    def readings(self) -> list[Reading]:
        """The question, then looser ones: the first that enough documents answer, or the last."""
        sorted_ = self.request.order is not Order.RELEVANCE
        enough = 1 if sorted_ else None if self.asks_for_a_session else self.request.size
        found = [Reading(self, enough)]
        return [*found, *(Reading(looser, self.request.size) for looser in self.looser())]

    def with_concepts(self, concepts: tuple[Concept, ...], corrected: str) -> Question:
        return replace(
            self, concepts=concepts, required=len(concepts), corrected=corrected, spelled=True
        )


class Reading(NamedTuple):
    """A question, and how many documents that answer it make looser ones useless; None: no number
    does, but who asks for a session wants those that bear one of the words.
    """

    question: Question
    enough: int | None


def understand(request: SearchRequest, thesaurus: Thesaurus) -> Question:
    """Find the days and the place that are named, then the concepts of the other words."""
    text = typed(request.text)
    english = is_english(text)
    if english:
        text = days_in_french(text)
    days, place = PeriodFound(text), PlaceFound(text)
    if not request.literal:
        if request.today is not None:
            days = find_period(text, request.today)
        place = PlaceFound(days.rest)
        if request.near is None:
            place = find_place(days.rest, request)
    understood = place.near or place.inside or days.period
    tokens = _tokens(place.rest, but=WAYS_IN if understood else frozenset())
    if english:
        tokens, thesaurus = _telling(tokens, SMALL), in_english()
    concepts = thesaurus.concepts(tokens)[:MOST_CONCEPTS]
    if is_about_an_address(place.rest):
        concepts = tuple(map(_or_in_an_address, concepts))
    return Question(
        concepts=concepts,
        required=len(concepts),
        request=request,
        near=request.near or place.near,
        inside=place.inside,
        period=days.period,
        words=" ".join(place.rest.split()),
        wants_place=place.wants_place,
    )


def typed(text: str) -> str:
    """Letters, digits, apostrophes and hyphens of a question; operators say nothing here."""
    cut = clean(text[: LONGEST_QUESTION * 4])[:LONGEST_QUESTION]
    kept = (c if c.isalnum() or c in "'’‘ʼ-.œŒ" else " " for c in cut)
    return " ".join("".join(kept).split())


def _or_in_an_address(concept: Concept) -> Concept:
    words = [f"{MARK}{word}" for word in concept.text.replace("'", "").split()]
    said = Alternative(tuple(map(stem_of, words)), " ".join(words), plain=True)
    return Concept((*concept.alternatives, said))


def _tokens(text: str, but: frozenset[str]) -> list[Token]:
    """Those of the words that tell something; ``but`` these, which may all go."""
    short = (SHORT_FORMS.get(word.lower(), word) for word in clean(text).split())
    tokens = _telling(analyse(" ".join(short)), QUESTION_WORDS)
    return [token for token in tokens if token.word not in but]


def _telling(tokens: list[Token], words: Collection[str]) -> list[Token]:
    """Without these words, unless nothing is left."""
    return [token for token in tokens if token.word not in words] or tokens


@cache
def in_english() -> Thesaurus:
    """English terms lead to French ones, which weigh as if they were typed."""
    return Thesaurus(
        Entry((term, *french), one_way=True, plain=True) for term, french in english_terms()
    )
