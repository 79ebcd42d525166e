"""What people come for, the services that answer it, and the words they say it with.

One table for the whole platform: the list of places filters by it, the search leads from a
question to places with it, and pages about a theme close with it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from maillage.text import fold
from maillage.themes import Theme
from maillage.themes.said import SAID

if TYPE_CHECKING:
    from maillage.plugin import Text

WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "l", "la", "le", "les", "s", "un", "une")
)
LONGEST = 500


@dataclass(frozen=True)
class Need:
    """A need: its word in addresses, the service of the national standard that answers it.

    ``label`` is how a person says it, ``brief`` in two or three words; ``themes`` those that it
    belongs to.
    """

    slug: str
    service: str
    label: Text
    brief: Text
    themes: tuple[Theme, ...]


# In the order of what people ask most; services as "Lieux de médiation numérique 1.0" spells them.
NEEDS = (
    Need(
        "demarches",
        "Aide aux démarches administratives",
        _("Do an administrative procedure on line"),
        _("Administrative procedures"),
        (Theme.PROCEDURES, Theme.HEALTH, Theme.BANKING),
    ),
    Need(
        "acces",
        "Accès internet et matériel informatique",
        _("Use a computer and the Internet"),
        _("Computers and Internet"),
        (Theme.EQUIPMENT,),
    ),
    Need(
        "bases",
        "Maîtrise des outils numériques du quotidien",
        _("Learn to use a computer or a phone"),
        _("Learning the basics"),
        (Theme.FIRST_STEPS,),
    ),
    Need(
        "emploi",
        "Insertion professionnelle via le numérique",
        _("Look for a job or a training"),
        _("Job and training"),
        (Theme.JOBS,),
    ),
    Need(
        "securite",
        "Utilisation sécurisée du numérique",
        _("Protect yourself from scams and piracy"),
        _("Safety on the Internet"),
        (Theme.SAFETY,),
    ),
    Need(
        "enfants",
        "Parentalité et éducation avec le numérique",
        _("Help your children with screens"),
        _("Children and screens"),
        (Theme.PARENTS,),
    ),
    Need(
        "materiel",
        "Acquisition de matériel informatique à prix solidaire",
        _("Get a computer at a low price"),
        _("Equipment at a low price"),
        (Theme.EQUIPMENT,),
    ),
    Need(
        "comprendre",
        "Compréhension du monde numérique",
        _("Understand digital life"),
        _("Understanding digital life"),
        (Theme.CITIES,),
    ),
    Need(
        "loisirs",
        "Loisirs et créations numériques",
        _("Create and have fun"),
        _("Creation and leisure"),
        (),
    ),
)
BY_SLUG = {need.slug: need for need in NEEDS}
BY_SERVICE = {need.service: need for need in NEEDS}


def needs_of(services: list[str]) -> list[Need]:
    """In our order."""
    return [need for need in NEEDS if need.service in services]


def need_of_theme(theme: str) -> Need | None:
    """The first that belongs to it; None for a theme that nobody comes to a place for."""
    return next((need for need in NEEDS if theme in need.themes), None)


def need_in(text: str) -> Need | None:
    """What somebody who writes that needs help with: "impôts près de Mâcon" → demarches.

    The need that most of the words tell of, those of a longer term first; None when none does.
    """
    words, told, at = _words(text), Counter(), 0
    while at < len(words):
        term = _term_at(words, at)
        if term:
            told[_terms()[term]] += len(term)
        at += len(term) or 1
    return BY_SLUG[told.most_common(1)[0][0]] if told else None


def _term_at(words: list[str], at: int) -> tuple[str, ...]:
    """The longest of the table that begins there; empty when none does."""
    runs = (tuple(words[at : at + length]) for length in range(_longest(), 0, -1))
    return next((run for run in runs if run in _terms()), ())


@cache
def _terms() -> dict[tuple[str, ...], str]:
    """Words of a term → slug of the need it tells of."""
    return {tuple(_words(term)): slug for slug, terms in SAID.items() for term in terms}


@cache
def _longest() -> int:
    return max(map(len, _terms()))


def _words(text: str) -> list[str]:
    """Without accents, articles or the mark of a plural: of each text alike."""
    plain = (word for word in WORD.findall(fold(text[:LONGEST])) if word not in SMALL)
    return [word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in plain]
