"""From a text to its tokens, as both engines index them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from maillage.text import fold
from maillage_search.french.light_stemmer import stem
from maillage_search.french.tables import (
    APOSTROPHES,
    COMPOUNDS,
    ELIDED,
    LIGATURES,
    SEPARATORS,
    STEM_EXCEPTIONS,
    STOP_WORDS,
)


def character_map() -> dict[str, str]:
    """Every replacement made before words are cut, in all the cases that occur."""
    compounds = {
        case(key): case(value)
        for key, value in COMPOUNDS.items()
        for case in (str.lower, str.capitalize, str.upper)
    }
    apostrophes = dict.fromkeys(APOSTROPHES, "'")
    return {**compounds, **LIGATURES, **apostrophes, **dict.fromkeys(SEPARATORS, " ")}


def stem_overrides() -> dict[str, str]:
    """Form → stem for every exception, its plural and its unaccented spelling."""
    listed = {form: out for out, forms in STEM_EXCEPTIONS.items() for form in forms}
    found: dict[str, str] = {}
    for form, out in listed.items():
        for spelling in (form, f"{form}s", fold(form), f"{fold(form)}s"):
            found.setdefault(spelling, listed.get(spelling, out))
    return found


CHARACTER_MAP = character_map()
OVERRIDES = stem_overrides()
MAPPED = re.compile("|".join(re.escape(k) for k in sorted(CHARACTER_MAP, key=len, reverse=True)))
# UAX 29 on mapped text: runs of letters and digits; an apostrophe stays between two letters.
WORD = re.compile(r"[^\W_]+(?:(?<=[^\W\d_])'(?=[^\W\d_])[^\W_]+)*")


class Token(NamedTuple):
    """A stem and where its word stands in the text that was analysed."""

    stem: str
    word: str
    start: int
    end: int


def clean(text: str) -> str:
    """Composed Unicode without control characters; what documents and queries are made of."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in composed)


def words(text: str) -> list[Token]:
    """Every word of a clean text, stop words too; ``word`` is lower case, without its article."""
    mapped, origin = _mapped(text)
    found = []
    for match in WORD.finditer(mapped):
        word, (start, end) = match.group(), match.span()
        if "'" in word:
            word, start = _without_article(word, start)
        if origin is not None:
            start, end = origin(start), origin(end)
        low = word.lower()
        found.append(Token(stem_of(low), low, start, end))
    return found


def analyse(text: str) -> list[Token]:
    """The tokens that count: stop words are left out."""
    return [token for token in words(text) if token.word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    return [token.stem for token in analyse(clean(text))]


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Stem of one lower-case word, exceptions first, without accents."""
    return fold(OVERRIDES.get(word) or stem(word))


def _without_article(word: str, start: int) -> tuple[str, int]:
    head, apostrophe, tail = word.partition("'")
    if apostrophe and tail and head.lower() in ELIDED:
        return tail, start + len(head) + 1
    return word, start


def _mapped(text: str):  # noqa: ANN202 -- a string and a function of positions
    """The text once mapped, and the function from its positions to the original's, if any moved."""
    pieces, shifts, last, length = [], [], 0, 0
    for match in MAPPED.finditer(text):
        replaced = CHARACTER_MAP[match.group()]
        pieces += [text[last : match.start()], replaced]
        length += match.start() - last + len(replaced)
        last = match.end()
        if len(replaced) != len(match.group()):
            shifts.append((length, last - length))
    pieces.append(text[last:])
    if not shifts:
        return "".join(pieces), None

    def origin(position: int) -> int:
        shift = 0
        for after, value in shifts:
            if position < after:
                break
            shift = value
        return min(max(position + shift, 0), len(text))

    return "".join(pieces), origin
