"""The commune named in a question: ``près de Mâcon``, ``à Pau``, ``caf Mâcon``, ``71000``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillage.territories.gazetteer.queries import meant_by
from maillage.territories.models import Commune, Territory
from maillage.territories.names import name_key
from maillage_search.french.chain import words
from maillage_search.query.request import RADIUS_KM, Near, SearchRequest
from maillage_search.query.territories import Inside, find_territory

MOST_WORDS = 7
# Below these populations a name is more likely an ordinary word (Sens, Cours, Placé).
POPULATION_AFTER_A = 2_000
POPULATION_ALONE = 10_000
STRONG = re.compile(
    r"\b(?:(?:tout )?pr[eè]s d(?:e |'|u |es )|proche d(?:e |'|u |es )|autour d(?:e |'|u |es )"
    r"|[aà] c[oô]t[eé] d(?:e |'|u |es )|aux alentours d(?:e |'|u |es )"
    r"|(?:aux |les )?environs d(?:e |'|u |es ))",
    re.IGNORECASE,
)
WEAK = re.compile(r"(?:^|(?<=\s))(?:[àa]|au|aux|vers) (?=\S)", re.IGNORECASE)
NEAR_ME = re.compile(
    r"\b(?:pr[eè]s|proche|autour|[aà] c[oô]t[eé]) d(?:e |')(?:chez )?(?:moi|nous|ici)\b|"
    r"\bpr[eè]s d'ici\b",
    re.IGNORECASE,
)
CONTRACTED = {"au": "le", "aux": "les", "du": "le", "des": "les"}


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The words that remain once the place is taken out."""

    rest: str
    near: Near | None = None
    wants_place: bool = False
    inside: Inside | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a commune's name: their comparison keys and where they stand."""

    keys: tuple[str, ...]
    start: int
    end: int
    population: int


def find_place(text: str, request: SearchRequest) -> PlaceFound:
    """The surest place first: after a preposition of place, then after ``à``, then at the end."""
    text = text.replace("’", "'")
    me = NEAR_ME.search(text)
    if me:
        return PlaceFound(_without(text, me.start(), me.end()), wants_place=True)
    candidates = [*_after(STRONG, text, 0), *_after(WEAK, text, POPULATION_AFTER_A), *_last(text)]
    meant = meant_by(
        {key for candidate in candidates for key in candidate.keys},
        own=own_territory(request) if candidates else None,
    )
    for candidate in candidates:
        for commune in map(meant.get, candidate.keys):
            if commune is None or (commune.population or 0) < candidate.population:
                continue
            if near := near_commune(commune):
                return PlaceFound(_without(text, candidate.start, candidate.end), near)
    territory = find_territory(text)
    return PlaceFound(territory.rest, inside=territory.inside)


def near_commune(commune: Commune, radius: float = RADIUS_KM) -> Near | None:
    """None where nobody publishes the commune's centre."""
    if commune.point is None:
        return None
    return Near(
        code=commune.code,
        name=commune.name,
        departement=commune.departement_code,
        point=commune.point,
        radius=radius,
        territories=(*codes_of(commune), *(t.code_path for t in commune.networks.all())),
    )


def codes_of(commune: Commune) -> list[str]:
    """Codes of the official territories that hold a commune, as search documents carry them."""
    return [
        f"{kind}:{code}"
        for kind, code in (
            (Territory.Kind.COMMUNE, commune.code),
            (Territory.Kind.COMMUNE, commune.parent_id),
            (Territory.Kind.EPCI, commune.epci_code),
            (Territory.Kind.DEPARTEMENT, commune.departement_code),
            (Territory.Kind.COLLECTIVITY, commune.departement_code),
            (Territory.Kind.REGION, commune.region_code),
        )
        if code
    ]


def _after(preposition: re.Pattern[str], text: str, population: int) -> list[Candidate]:
    found = []
    for match in preposition.finditer(text):
        article = CONTRACTED.get(match.group().split()[-1].lower(), "")
        following = words(text[match.end() :])[:MOST_WORDS]
        for last in range(len(following), 0, -1):
            end = match.end() + following[last - 1].end
            key = name_key(text[match.end() : end])
            keys = (f"{article} {key}",) if article else (key, f"l {key}")
            found.append(Candidate(keys, match.start(), end, population))
    return found


def _last(text: str) -> list[Candidate]:
    """The last words of a question, or all of them; a postal code anywhere."""
    all_words = words(text)
    found = [
        Candidate((word.word,), word.start, word.end, 0)
        for word in all_words
        if len(word.word) == 5 and word.word.isdigit()
    ]
    for first in range(max(0, len(all_words) - MOST_WORDS), len(all_words)):
        start = all_words[first].start
        key = name_key(text[start:])
        if key.isdigit() and len(key) == 5:
            continue  # a postal code, seen above
        # A name of several words is hardly anything else.
        population = POPULATION_ALONE if " " not in key else POPULATION_AFTER_A
        found.append(Candidate((key,), start, len(text), population))
    return found


def own_territory(request: SearchRequest) -> Territory | None:
    """That of the portal, read when only its code is known."""
    if request.own is not None or not request.shown_in:
        return request.own
    kind, _, code = request.shown_in.partition(":")
    return Territory.objects.filter(kind=kind, code=code).first()


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}".strip()
