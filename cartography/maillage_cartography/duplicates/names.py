"""What the name and the address of a place say, beyond the words that many share. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio, token_set_ratio

from maillage.territories.names import name_key

SMALL_WORDS = (
    "a au aux avec d de des du en et l la le les ou par pour s sur un une municipal municipale "
    "muncipale communal communale intercommunal intercommunale communautaire public publique "
    "association asso ass cedex"
)
STOP_WORDS = frozenset(SMALL_WORDS.split())
# Words of many names that tell one place from another in none.
SHARED_WORDS = (
    "maison espace centre point pole service services local locaux antenne annexe site accueil "
    "quartier lieu structure numerique mediation culturel culturelle multisites itinerante "
    "itinerant itinerance bus mobile conseiller conseillers conseillere bureau groupe agence"
)
COMMON = frozenset(SHARED_WORDS.split())
# What a place is, whatever the words; the earliest and then the first of them wins.
FAMILIES = {
    "franceservices": r"(maison|espace|point)s? (de )?(france services?|services au public)"
    r"|france services?|msap|mfs|efs|eds",
    "ccas": r"(centre|ctre) (inter)?com(munal)? (d )?actions? sociales?|ccas|cias",
    "bibliotheque": r"bm|bibliothequ\w*|mediatheques?|ludotheques?|mediabib",
    "epci": r"communaute d agglomeration|communaute (de|des) com(munes)?|com com|cdc|cc|ca|petr"
    r"|syndicat mixte|metropole|agglomeration|agglo",
    "mairie": r"mairies?|marie d|hotel de ville|(commune|ville) (de|d|du|des)",
    "missionlocale": r"mission locale|mlj",
    "centresocial": r"(centre|espace) socio ?culturel(le)?|centre social( (et )?culturel)?|csci?"
    r"|espace de vie sociale",
    "maisondequartier": r"maison (de quartier|des habitants|pour tous)|mdh|mpt",
    "laposte": r"la poste|bureau de poste",
    "epn": r"cyber ?(espace|base|centre|local)|epn|espace public numerique|espace numerique",
    "jeunesse": r"[pbc]r?ij|(point|bureau|centre|info|espace) (d )?(information )?jeune(sse|s)?",
    "fablab": r"fab ?lab",
    "pimms": r"pimms|point information mediation multi services",
    "tierslieu": r"tiers lieu",
    "departement": r"(conseil )?departement(al)?",
    "prefecture": r"(sous )?prefecture",
    "ecole": r"ecole|college|lycee",
}
PHRASES = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in FAMILIES.items()))
KNOWN = frozenset(FAMILIES)
MOVING = re.compile(r"\b(bus|itinerant|itinerante|itinerance|mobile|camion|van)\b")
ABBREVIATED = {
    **dict.fromkeys(("av", "ave"), "avenue"),
    **dict.fromkeys(("bd", "bld", "blvd", "boul"), "boulevard"),
    **dict.fromkeys(("che", "chem", "ch"), "chemin"),
    "pl": "place",
    "r": "rue",
    "all": "allee",
    "rte": "route",
    "imp": "impasse",
    "sq": "square",
    "fg": "faubourg",
    "fbg": "faubourg",
    "gal": "general",
    "dr": "docteur",
    "mal": "marechal",
    "crs": "cours",
    "esp": "esplanade",
    "quai": "quai",
    "qu": "quai",
    "prom": "promenade",
}
# Of one street, with numbers that are close, and with numbers that are not.
NEXT_DOOR, ELSEWHERE = 75, 60
NUMBER = re.compile(r"(\d+)[a-z]?")


class Name(NamedTuple):
    """A name read: what kind of place, the words of its own, all words that count; on wheels?"""

    families: frozenset[str]
    own: str
    words: str
    moving: bool


class Street(NamedTuple):
    """An address read: the numbers in it, the words around them."""

    numbers: frozenset[str]
    words: str


@lru_cache(maxsize=200_000)
def read_name(name: str, town: str) -> Name:
    """``Maison France Services de Cluny`` in Cluny: a France services, no word of its own."""
    text = name_key(name)
    moving = bool(MOVING.search(text))
    text = PHRASES.sub(lambda found: str(found.lastgroup), text)
    home = set(name_key(town).split())
    words = [word for word in text.split() if word not in STOP_WORDS and word not in home]
    families = frozenset(words) & KNOWN
    own = [word for word in words if word not in KNOWN and word not in COMMON]
    return Name(families, " ".join(own), " ".join(words), moving)


@lru_cache(maxsize=200_000)
def read_street(address: str) -> Street:
    """``5 AV DE SAINT MENET`` and ``5, avenue de Saint-Menet`` read the same."""
    words = [ABBREVIATED.get(word, word) for word in name_key(address).split()]
    found = [number[1] for word in words if (number := NUMBER.fullmatch(word))]
    numbers = frozenset(number for number in found if len(number) < 5)
    kept = [word for word in words if not NUMBER.fullmatch(word) and word not in STOP_WORDS]
    return Street(numbers, " ".join(kept))


def names_alike(one: Name, other: Name) -> int:
    """0 to 100. Words of their own decide when both have some, the kind of place otherwise."""
    if one.own and other.own:
        return round(token_set_ratio(one.own, other.own))
    if not one.words or not other.words:
        return 0
    return round(token_set_ratio(one.words, other.words))


def streets_alike(one: Street, other: Street) -> int:
    """0 to 100; another number in the street is another address."""
    if not one.words or not other.words:
        return 0
    alike = max(ratio(one.words, other.words), token_set_ratio(one.words, other.words) - 5)
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        alike = min(alike, NEXT_DOOR if _neighbours(one, other) else ELSEWHERE)
    return round(alike)


def _neighbours(one: Street, other: Street) -> bool:
    return any(abs(int(a) - int(b)) <= 10 for a in one.numbers for b in other.numbers)
