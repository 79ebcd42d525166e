"""What a text says of a town: a name, a code, a département, before anything is looked up."""

from __future__ import annotations

import re
from typing import NamedTuple

from maillage.territories.names import name_key

# Whatever is typed beyond that names no town.
LONGEST = 200
CODE = re.compile(r"\d{5}|2[ab]\d{3}")
DEPARTEMENT = re.compile(r"\d{2,3}|2[ab]")
# "12 rue de la Gare, 71000 Mâcon": what comes before the postal code names no commune.
ADDRESS = re.compile(r"\w[\s,]+(\d{5}\s+[^\W\d].*)")
# "Chalon s/ Saône"; a lone "s" may be the beginning of a word that is being typed.
SHORT_SUR = re.compile(r"\bs/", re.IGNORECASE)
ARRONDISSEMENT = re.compile(r"(\d{1,2})(?:er?|eme)?")
# Communes with arrondissements: the code that their numbers are added to, and how many.
NUMBERED = {"paris": (75100, 20), "lyon": (69380, 9), "marseille": (13200, 16)}
SMALL_WORDS = frozenset(
    ("a", "au", "aux", "chez", "d", "de", "des", "du", "en", "l", "la", "le", "les", "pres", "vers")
)
# Said beside a town's name; communes that bear such a word are found before it is set aside.
ASIDE = frozenset(
    (
        *("agglomeration", "banlieue", "bourg", "canton", "centre", "commune", "gare", "hopital"),
        *("mairie", "poste", "prefecture", "quartier", "region", "secteur", "sncf", "ville"),
        "village",
    )
)


class Typed(NamedTuple):
    """What a person typed to name a town; empty parts were not typed, all empty is false."""

    key: str = ""
    code: str = ""
    departement: str = ""

    def __bool__(self) -> bool:
        return any(self)


def is_address(text: str) -> bool:
    """Whether the text has more than a commune before its postal code."""
    return bool(ADDRESS.search(text))


def read(text: str) -> Typed:
    """Name, code of five characters and département in a text.

    ``71000 Mâcon`` → ("macon", "71000", ""); ``Cluny, 71`` → ("cluny", "", "71"); ``Paris 16`` →
    ("", "75116", ""). Of an address, the end is read.
    """
    text = SHORT_SUR.sub("sur ", text[:LONGEST])
    address = ADDRESS.search(text)
    words = name_key(address[1] if address else text).split()
    code = next((word for word in words if CODE.fullmatch(word)), "")
    words = [word for word in words if word != code]
    if not code and (numbered := _arrondissement(words)):
        return Typed(code=numbered)
    departement = ""
    for end in (-1, 0):
        if words and DEPARTEMENT.fullmatch(words[end]):
            departement = words.pop(end)
            break
    return Typed(" ".join(words), code.upper(), departement.upper())


def _arrondissement(words: list[str]) -> str:
    """INSEE code of ``paris 16``, ``lyon 3e arrondissement``."""
    if len(words) < 2 or words[0] not in NUMBERED:
        return ""
    first, last = NUMBERED[words[0]]
    number = ARRONDISSEMENT.fullmatch(words[1])
    named = words[2:] in ([], ["arrondissement"]) and number is not None
    return str(first + int(number[1])) if named and 0 < int(number[1]) <= last else ""


def with_words_aside(typed: Typed) -> Typed:
    """Without what stands beside a name: ``gare de macon`` → ``macon``; maybe nothing."""
    words = typed.key.split()
    while words and words[0] in ASIDE | SMALL_WORDS:
        words.pop(0)
    while words and words[-1] in ASIDE | SMALL_WORDS:
        words.pop()
    return typed._replace(key=" ".join(words))


def one_edit_apart(one: str, other: str) -> bool:
    """A letter added, left out, put for another, or two neighbours the wrong way round."""
    shortest = min(len(one), len(other))
    start = next((i for i in range(shortest) if one[i] != other[i]), shortest)
    one, other = one[start:], other[start:]
    shortest = min(len(one), len(other))
    same = next((i for i in range(shortest) if one[-1 - i] != other[-1 - i]), shortest)
    one, other = one[: len(one) - same], other[: len(other) - same]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])
