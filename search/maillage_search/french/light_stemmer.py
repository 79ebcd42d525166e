"""Jacques Savoy's light French stemmer (UniNE), step for step as Lucene's ``light_french``.

Snowball's French stemmer cuts much deeper and would not agree with Elasticsearch; no kept
Python library implements this one. A test compares it with a real Elasticsearch.
"""

from __future__ import annotations

from functools import lru_cache

ACCENTS = str.maketrans("àáâôèéêùûîç", "aaaoeeeuuic")

# (suffix, longer than, letters cut, letters put instead), in order; the first that fits ends
# the work. Suffixes that only change the word and go on are in ``_soften``.
ENDINGS = (
    ("issement", 9, 7, "r"),
    ("issant", 8, 5, "r"),
)
AGENTS = (
    ("ficatrice", 11, 7, "er"),
    ("ficateur", 10, 6, "er"),
    ("catrice", 9, 7, "quer"),
    ("cateur", 8, 6, "quer"),
    ("atrice", 8, 6, "er"),
    ("ateur", 7, 5, "er"),
)
FEMININES = (
    ("ième", 5, 4, ""),
    ("teuse", 7, 3, "r"),
    ("teur", 6, 2, "r"),
    ("euse", 5, 2, ""),
    ("ère", 8, 3, "er"),
    ("ive", 7, 2, "f"),
    ("folle", 4, 3, "u"),
    ("molle", 4, 3, "u"),
    ("nnelle", 9, 5, ""),
    ("nnel", 9, 3, ""),
)
NOUNS = (
    ("esse", 8, 3, ""),
    ("inage", 7, 3, ""),
    ("isateur", 9, 7, ""),
    ("ation", 8, 5, ""),
    ("ition", 8, 5, ""),
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Stem of a lower-case word: ``allocations`` → ``aloc``."""
    word = _singular(word)
    for table, soften in ((ENDINGS, _adverb), (AGENTS, _trice), (FEMININES, _eme_ique)):
        cut = _cut(word, table)
        if cut is not None:
            return _normal(cut)
        word, done = soften(word)
        if done:
            return _normal(word)
    if len(word) > 9 and word.endswith("isation"):
        return _normal(_mutual(word[:-7]))
    cut = _cut(word, NOUNS)
    return _normal(word if cut is None else cut)


def _singular(word: str) -> str:
    if len(word) > 5 and word[-1] == "x":
        if word[-3:-1] == "au" and word[-4] != "e":
            word = word[:-2] + "lx"
        word = word[:-1]
    if len(word) > 3 and word[-1] == "x":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "s" else word


def _cut(word: str, table: tuple[tuple[str, int, int, str], ...]) -> str | None:
    for suffix, longer_than, cut, instead in table:
        if len(word) > longer_than and word.endswith(suffix):
            return word[: len(word) - cut] + instead
    return None


def _adverb(word: str) -> tuple[str, bool]:
    if len(word) > 6 and word.endswith("ement"):
        word = word[:-4]
        if len(word) > 3 and word.endswith("ive"):
            word = word[:-2] + "f"
        return word, True
    return word, False


def _trice(word: str) -> tuple[str, bool]:
    if len(word) > 6 and word.endswith("trice"):
        return word[:-4] + "eur", False
    return word, False


def _eme_ique(word: str) -> tuple[str, bool]:
    if len(word) > 4 and word.endswith("ète"):
        word = word[:-3] + "et"
    if len(word) > 8 and word.endswith("ique"):
        word = word[:-4]
    return word, False


def _mutual(word: str) -> str:
    return word[:-2] + "el" if len(word) > 5 and word.endswith("ual") else word


def _normal(word: str) -> str:
    if len(word) > 4:
        word = _undoubled(word.translate(ACCENTS))
    if len(word) > 4 and word.endswith("ie"):
        word = word[:-2]
    if len(word) > 4:
        for letter in "ree":
            word = word.removesuffix(letter)
        if word[-1] == word[-2] and word[-1].isalpha():
            word = word[:-1]
    return word


def _undoubled(word: str) -> str:
    kept = word[0]
    for letter in word[1:]:
        if letter != kept[-1] or not letter.isalpha():
            kept += letter
    return kept
