"""Names as people type them."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


def name_key(text: str) -> str:
    """Comparison key of a place name: ``Œuilly-sur-l'Étang`` → ``oeuilly sur l etang``.

    Case, accents, hyphens, apostrophes and NUL are ignored; ``St`` reads ``Saint``.
    """
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES)).casefold()
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)[:80]
