"""Names as people type them."""

from __future__ import annotations

import re
from functools import lru_cache

from maillage.text import fold

ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


@lru_cache(4096)
def name_key(text: str) -> str:
    """Comparison key of a place name: ``Œuilly-sur-l'Étang`` → ``oeuilly sur l etang``.

    Case, accents, hyphens, apostrophes and NUL are ignored; ``St`` reads ``Saint``.
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)[:80]
