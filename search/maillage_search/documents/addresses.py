"""Streets answer questions about streets: “docteur” is not about “rue du Docteur Mauchamp”."""

from __future__ import annotations

import re

from maillage_search.french.chain import analyse, clean

# Letters that no French word begins with: the words of addresses are words apart.
MARK = "adrx"
STREET = re.compile(
    r"\b(?:rue|avenue|av|boulevard|bd|bld|place|chemin|impasse|all[ée]e|quai|cours|route|square"
    r"|faubourg|passage|esplanade|rond-point|lotissement|zone|zac|za)\s+\w|^\s*\d{1,4}\s*(?:bis|ter)?,?\s+\D",
    re.IGNORECASE,
)


def marked_words(text: str) -> list[str]:
    """The words of an address, each a word apart."""
    return [f"{MARK}{token.word.replace(chr(39), '')}" for token in analyse(clean(text))]


def is_about_an_address(question: str) -> bool:
    """``12 rue de la Barre``, ``place de la mairie``."""
    return STREET.search(question) is not None
