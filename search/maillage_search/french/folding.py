"""Letters without their accents, as Lucene's ``asciifolding`` does."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SPECIAL = {
    "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i", "œ": "oe", "æ": "ae",
}  # fmt: skip


def fold(text: str) -> str:
    """``été`` → ``ete``; letters of other scripts stay as they are."""
    return text if text.isascii() else "".join(map(_fold_letter, text))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in SPECIAL:
        return SPECIAL[letter]
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return base if base and base.isascii() else letter
