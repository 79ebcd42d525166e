"""Words that no public document holds, read as the words they probably are.

``Word`` remembers those that some document held once; what is told to a reader is held now.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from maillage.text import fold
from maillage_search.french.chain import analyse
from maillage_search.french.sounds import initials, sound
from maillage_search.french.tables import ELIDED, STOP_WORDS
from maillage_search.french.thesaurus import Alternative, Concept, Thesaurus
from maillage_search.full_text.vendor import vendor
from maillage_search.models import IndexedDocument, Word
from maillage_search.privacy.showing import SHOWN
from maillage_search.query.parsing import Question

MOST_SPELLINGS = 5
MOST_READ = 4 * MOST_SPELLINGS  # of those that come near: the last ones are hardly ever told
SHORTEST_PREFIX = 4
SHORTEST_SOUND = 3
SHORTEST_GLUED = 5
SHORTEST_PART = 2


def corrected(question: Question, thesaurus: Thesaurus) -> Question | None:
    """The question with its unknown words replaced; None when there is nothing to replace."""
    known = held({stem for concept in question.concepts for stem in concept.stems})
    concepts, texts, changed = [], [], False
    for concept in question.concepts:
        unknown = not known.intersection(concept.stems)
        apart = _apart(concept.text, thesaurus) if unknown else ""
        if apart:
            texts.append(apart)
            concepts += thesaurus.concepts(analyse(apart))
            changed = True
            continue
        spellings = spellings_of(concept.text) if unknown else []
        if spellings:
            texts.append(spellings[0].word)
            concepts.append(_any_of(spellings))
            changed = True
        else:
            texts.append(concept.text)
            concepts.append(concept)
    return question.with_concepts(tuple(concepts), " ".join(texts)) if changed else None


def has_unknown_words(question: Question) -> bool:
    """Whether no document that is shown holds some of its concepts, however they are said."""
    known = held({stem for concept in question.concepts for stem in concept.stems})
    return any(known.isdisjoint(concept.stems) for concept in question.concepts)


def spellings_of(text: str) -> list[Word]:
    """Known words at one or two typing errors, or that begin so; the nearest first.

    Those that sound alike come before all. None for less than four letters otherwise, one error up
    to six, two beyond; the first letter is right, or heard so.
    """
    typed = fold(text)
    errors = 0 if len(typed) < 4 else 1 if len(typed) < 7 else 2
    if len(typed) < SHORTEST_SOUND:
        return []
    beginning = reduce(or_, (Q(folded__startswith=letter) for letter in initials(typed)))
    words = list(Word.objects.filter(beginning))
    said = sound(typed)
    heard = [word for word in words if sound(word.folded) == said] if len(said) > 2 else []
    if not errors:
        told = held({word.stem for word in heard})
        return [word for word in heard if word.stem in told][:MOST_SPELLINGS]
    words = [word for word in words if word.folded[0] == typed[0] or word in heard]
    near = process.extract(
        typed,
        [word.folded for word in words],
        scorer=OSA.distance,
        score_cutoff=errors,
        limit=MOST_SPELLINGS,
    )
    found = [
        *heard,
        *(words[index] for _word, _distance, index in near if words[index] not in heard),
    ]
    if len(typed) >= SHORTEST_PREFIX:
        found += sorted(
            (word for word in words if word.folded.startswith(typed) and word not in found),
            key=lambda word: len(word.word),
        )
    told = held({word.stem for word in found[:MOST_READ]})
    return [word for word in found if word.stem in told][:MOST_SPELLINGS]


def taken_apart(text: str) -> str:
    """Words written as one: ``lordinateur``, ``motdepasse``, ``poleemploi``; "" when they are not.

    Cut where every part is a word of some document; an article that lost its apostrophe goes.
    """
    if not text.isalpha() or len(text) < SHORTEST_GLUED:
        return ""
    cuts = [
        (text[:first], text[first:second], text[second:])
        for first in range(2, len(text) - 1)
        for second in range(first, len(text) - 1)
        if second == first or second - first >= SHORTEST_PART
    ]
    article = [text[len(a) :] for a in ELIDED if text.startswith(a) and len(text) > len(a) + 3]
    parts = {part for cut in cuts for part in cut if part} | set(article)
    known = set(
        Word.objects.filter(folded__in=[fold(part) for part in parts]).values_list(
            "folded", flat=True
        )
    )
    for rest in article:
        if fold(rest) in known:
            return rest
    whole = [
        [part for part in cut if part]
        for cut in cuts
        if all(fold(part) in known or part in STOP_WORDS for part in cut if part)
    ]
    telling = [cut for cut in whole if any(len(part) >= SHORTEST_GLUED - 2 for part in cut)]
    return " ".join(min(telling, key=len)) if telling else ""


def _apart(text: str, thesaurus: Thesaurus) -> str:
    """A term of the thesaurus written as one word, or words of documents written so."""
    return thesaurus.glued.get(fold(text)) or taken_apart(text)


def held(stems: Collection[str]) -> set[str]:
    """Those of these stems that a public document holds, what was withdrawn left out."""
    ordered, sql = sorted(stems), vendor()
    if not ordered:
        return set()
    parts = [
        f"SELECT {place} WHERE EXISTS (SELECT 1 FROM ({sql.holding()}) m "  # noqa: S608
        f"JOIN {IndexedDocument._meta.db_table} d ON d.id = m.id WHERE {SHOWN})"
        for place in range(len(ordered))
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [sql.any_of([stem]) for stem in ordered])
        return {ordered[place] for (place,) in cursor.fetchall()}


def _any_of(words: list[Word]) -> Concept:
    return Concept(tuple(Alternative((word.stem,), word.word, plain=True) for word in words))
