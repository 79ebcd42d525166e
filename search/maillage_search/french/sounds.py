"""How a word sounds, roughly: ``kaf`` as ``caf``, ``bloké`` as ``bloqué``."""

from __future__ import annotations

import re
from functools import lru_cache

from maillage.text import fold

SAME = (
    (r"qu|q|ck|k|c(?![eiyh])", "k"),
    (r"ph", "f"),
    (r"ti(?=on|el|eux)", "si"),
    (r"ss|c(?=[eiy])", "s"),
    (r"g(?=[eiy])", "j"),
    (r"eau|au", "o"),
    (r"ai|ei|er\b|ez\b|ee\b|et\b", "e"),
    (r"y", "i"),
    (r"h", ""),
    (r"(.)\1+", r"\1"),
    (r"(?<=.{2})[stxde]+$", ""),
)
PATTERNS = tuple((re.compile(pattern), letters) for pattern, letters in SAME)
# First letters that may be heard as one another.
HEARD = {"k": "cq", "c": "kqs", "q": "ck", "f": "p", "p": "f", "s": "c", "j": "g", "g": "j",
         "o": "ah", "a": "h", "e": "ah", "i": "y", "y": "i", "h": "aeiou"}  # fmt: skip


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Two words of the same sound are written alike here."""
    heard = fold(word)
    for pattern, letters in PATTERNS:
        heard = pattern.sub(letters, heard)
    return heard


def initials(word: str) -> str:
    """The letters that a word heard so may begin with, its own first."""
    first = fold(word)[:1]
    return first + HEARD.get(first, "")
