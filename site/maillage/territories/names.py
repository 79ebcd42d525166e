"""Names as people type them."""

from __future__ import annotations

import re
from typing import NamedTuple

from maillage.text import fold

CODE = re.compile(r"\d{5}|2[ab]\d{3}")
DEPARTEMENT_IN_BRACKETS = re.compile(r"\((\d{2,3}|2[ABab])\)\s*$")
# "12 rue de la Gare, 71000 Mâcon": what comes before the postal code names no commune.
ADDRESS = re.compile(r"\w[\s,]+(\d{5}\s+[^\W\d].*)")
ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


def name_key(text: str) -> str:
    """Comparison key of a place name: ``Œuilly-sur-l'Étang`` → ``oeuilly sur l etang``.

    Case, accents, hyphens, apostrophes and NUL are ignored; ``St`` reads ``Saint``.
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)[:80]


class TypedCommune(NamedTuple):
    """What a person typed to name a commune; empty parts were not typed, all empty is false."""

    key: str = ""
    code: str = ""
    departement: str = ""

    def __bool__(self) -> bool:
        return any(self)


def is_address(text: str) -> bool:
    """Whether the text has more than a commune before its postal code."""
    return bool(ADDRESS.search(text))


def read_commune(text: str) -> TypedCommune:
    """Name, code of five characters and département in a text.

    ``71000 Mâcon`` → ("macon", "71000", ""); ``Saint-Denis (974)`` → ("saint denis", "", "974").
    The numbers of arrondissements stay in the name. Of an address, the end is read.
    """
    address = ADDRESS.search(text)
    words = name_key(address[1] if address else text).split()
    code = next((word for word in words if CODE.fullmatch(word)), "")
    words = [word for word in words if word != code]
    departement = ""
    bracketed = DEPARTEMENT_IN_BRACKETS.search(text[-20:])
    if bracketed and words[-1:] == [bracketed[1].lower()]:
        departement = words.pop()
    return TypedCommune(" ".join(words), code.upper(), departement.upper())
