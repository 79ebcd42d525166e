"""Four questions for who does not know what to ask for: each answer is a filter of the list.

The answers stand in the address. What would leave no place is not offered, and a question that
has nothing left to offer is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage_cartography.finder.views.listing import Listing

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.plugin import Text
    from maillage.scope import Scope

NUMBER = "question"


@dataclass(frozen=True)
class Question:
    """``name`` is the list's parameter; ``anything`` the answer that filters nothing."""

    name: str
    title: Text
    help: Text
    anything: Text = ""
    several: bool = False


QUESTIONS = (
    Question(
        "service",
        _("What do you need help with?"),
        _("Choose what is closest to it."),
        _("I do not know yet"),
    ),
    Question(
        "accompagnement",
        _("How would you like to be helped?"),
        _("Many places do not say how they help: without a choice here, you see them too."),
        _("It does not matter"),
    ),
    Question(
        "accueil",
        _("What has to be taken into account?"),
        _("Tick nothing if nothing applies."),
        several=True,
    ),
    Question(
        "pres_de",
        _("Where are you?"),
        _("The name of your commune or its postal code. Leave it empty to see everything."),
    ),
)


@dataclass(frozen=True)
class Choice:
    slug: str
    label: str
    chosen: bool


class Orientation:
    """One reading of the questions: ``number`` from 1 to 4, beyond when all are answered."""

    def __init__(self, query: QueryDict, scope: Scope, at: datetime) -> None:
        self.answers = kept(query)
        self.listing = Listing(self.answers, scope, at)
        self.listing.count_choices()
        asked = query.get(NUMBER, "")
        wanted = int(asked) if asked in {"2", "3", "4", "5"} else 1
        self.number = next(n for n in range(wanted, len(QUESTIONS) + 2) if self._is_asked(n))

    @property
    def rank(self) -> int:
        """Which one it is of those that are asked."""
        return sum(map(self._is_asked, range(1, self.number + 1)))

    @property
    def count(self) -> int:
        return sum(map(self._is_asked, range(1, len(QUESTIONS) + 1)))

    @property
    def is_over(self) -> bool:
        return self.number > len(QUESTIONS)

    @property
    def question(self) -> Question:
        return QUESTIONS[self.number - 1]

    @property
    def choices(self) -> list[Choice]:
        return self._choices(self.number)

    @property
    def others(self) -> list[tuple[str, str]]:
        """The answers to the other questions, for the form to keep."""
        return [
            (name, value)
            for name, values in self.answers.lists()
            for value in values
            if name != self.question.name
        ]

    @property
    def answer(self) -> str:
        return self.answers.get(self.question.name, "")

    @property
    def back(self) -> str:
        """The address of the question before; "" at the first one."""
        before = [n for n in range(1, self.number) if self._is_asked(n)]
        return f"?{self._at(before[-1])}" if before else ""

    @property
    def list_address(self) -> str:
        return self.listing.address_of("list")

    def _at(self, number: int) -> str:
        query = self.answers.copy()
        query[NUMBER] = str(number)
        return query.urlencode()

    def _is_asked(self, number: int) -> bool:
        return number >= len(QUESTIONS) or bool(self._choices(number))

    def _choices(self, number: int) -> list[Choice]:
        name = QUESTIONS[number - 1].name
        given = self.answers.getlist(name)
        found = getattr(self.listing.filter.form.fields[name], "choices", ())
        return [Choice(slug, str(label), slug in given) for slug, label in found if slug]


def kept(query: QueryDict) -> QueryDict:
    """The answers alone, without those that are empty."""
    answers = QueryDict(mutable=True)
    for question in QUESTIONS:
        given = [value for value in query.getlist(question.name) if value.strip()]
        if given:
            answers.setlist(question.name, given)
    return answers
