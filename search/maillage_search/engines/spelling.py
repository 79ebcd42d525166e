"""Words that no public document holds, read as the words they probably are.

``Word`` remembers those that some document held once; what is told to a reader is held now.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from maillage.text import fold
from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.vendor import vendor
from maillage_search.models import IndexedDocument, Word
from maillage_search.privacy.showing import SHOWN
from maillage_search.query.parsing import Question

MOST_SPELLINGS = 5
MOST_READ = 4 * MOST_SPELLINGS  # of those that come near: the last ones are hardly ever told
SHORTEST_PREFIX = 4


def corrected(question: Question) -> Question | None:
    """The question with its unknown words replaced; None when there is nothing to replace."""
    asked = set().union(*map(_stems, question.concepts))
    known = held(asked)
    concepts, texts, changed = [], [], False
    for concept in question.concepts:
        spellings = [] if known.intersection(_stems(concept)) else spellings_of(concept.text)
        if spellings:
            texts.append(spellings[0].word)
            concepts.append(_any_of(spellings))
            changed = True
        else:
            texts.append(concept.text)
            concepts.append(concept)
    return question.with_concepts(tuple(concepts), " ".join(texts)) if changed else None


def spellings_of(text: str) -> list[Word]:
    """Known words at one or two typing errors, or that begin so; the nearest first.

    None for less than four letters, one error up to six, two beyond; the first letter is right.
    """
    typed = fold(text)
    errors = 0 if len(typed) < 4 else 1 if len(typed) < 7 else 2
    if not errors:
        return []
    words = list(Word.objects.filter(Q(folded__startswith=typed[0])))
    near = process.extract(
        typed,
        [word.folded for word in words],
        scorer=OSA.distance,
        score_cutoff=errors,
        limit=MOST_SPELLINGS,
    )
    found = [words[index] for _word, _distance, index in near]
    if len(typed) >= SHORTEST_PREFIX:
        found += sorted(
            (word for word in words if word.folded.startswith(typed) and word not in found),
            key=lambda word: len(word.word),
        )
    told = held({word.stem for word in found[:MOST_READ]})
    return [word for word in found if word.stem in told][:MOST_SPELLINGS]


def held(stems: Collection[str]) -> set[str]:
    """Those of these stems that a public document holds, what was withdrawn left out."""
    ordered = sorted(stems)
    parts, params = [], []
    for place, stem in enumerate(ordered):
        ids, param = vendor().holding(stem)
        parts.append(
            f"SELECT {place} WHERE EXISTS (SELECT 1 FROM ({ids}) m "  # noqa: S608
            f"JOIN {IndexedDocument._meta.db_table} d ON d.id = m.id WHERE {SHOWN})"
        )
        params.append(param)
    if not parts:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {ordered[place] for (place,) in cursor.fetchall()}


def _stems(concept: Concept) -> set[str]:
    return {stem for alternative in concept.alternatives for stem in alternative.stems}


def _any_of(words: list[Word]) -> Concept:
    return Concept(tuple(Alternative((word.stem,), word.word) for word in words))
