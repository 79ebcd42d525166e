"""A ``tsvector`` of the same pre-analysed tokens on PostgreSQL, behind a GIN index.

The vector is written as a literal, with our positions and weights: PostgreSQL's own parser and
dictionaries have no say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from django.db import connection

from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.tokens import Tokens, combinations_of, letters
from maillage_search.query.parsing import Question

TABLE = "maillage_search_indexeddocument"
INDEX = "maillage_search_tokens"
LAST_POSITION = 16_383  # of a tsvector
MOST_POSITIONS = 200  # of one lexeme; the limit is 255
# Weights of D, C, B, A (body, summary, keywords, title), and division by 1 + log(length).
WEIGHTS, LENGTH = "{0.1, 0.3, 0.5, 1.0}", 1


def create() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN tokens tsvector")
        cursor.execute(f"CREATE INDEX {INDEX} ON {TABLE} USING gin (tokens)")


def drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS tokens")


def write(rows: Iterable[tuple[int, bool, Tokens]]) -> None:
    """Replace the tokens of documents: (primary key, public, tokens)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET tokens = %s::tsvector WHERE id = %s",  # noqa: S608
            [(_vector(tokens), pk) for pk, _public, tokens in rows],
        )


def forget(pks: Sequence[int]) -> None:
    """The vector goes away with its row."""


def matching(question: Question, *, restricted: bool) -> tuple[str, list[object]]:
    """A subquery of (id, score), greater is better.

    ``ts_rank`` does not know that a rare word tells more than a common one: each concept is
    weighed here by how few documents hold it. What the reader typed weighs twice what the
    thesaurus adds.
    """
    concepts = [_concept(concept) for concept in question.concepts]
    literal = [_alternative(concept.alternatives[0]) for concept in question.concepts]
    rank = f"ts_rank('{WEIGHTS}', tokens, %s::tsquery, {LENGTH})"
    ranks = " + ".join([f"%s * ({rank} + {rank}) / 2"] * len(concepts))
    said = zip(_rarity(concepts), concepts, literal, strict=True)
    weighed = [part for one in said for part in one]
    audience = "" if restricted else "AND audience = 'public'"
    sql = (
        f"SELECT id, {ranks} AS score FROM {TABLE} "  # noqa: S608
        f"WHERE tokens @@ %s::tsquery {audience}"
    )
    return sql, [*weighed, _expression(question)]


def holding(stem: str) -> tuple[str, str]:
    """A subquery of the ids of public documents that hold a stem, and its parameter."""
    sql = f"SELECT id FROM {TABLE} WHERE audience = 'public' AND tokens @@ %s::tsquery"  # noqa: S608
    return sql, f"'{letters(stem)}'"


def holds(column: str) -> str:
    """A condition: the list in that column holds the parameter."""
    return f"strpos({column}, %s) > 0"


def _rarity(concepts: Sequence[str]) -> list[float]:
    """Inverse document frequency of each concept, among public documents alone."""
    counts = ", ".join(["count(*) FILTER (WHERE tokens @@ %s::tsquery)"] * len(concepts))
    found = " OR ".join(["tokens @@ %s::tsquery"] * len(concepts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {counts} FROM {TABLE} "  # noqa: S608
            f"WHERE audience = 'public' AND ({found})",
            [*concepts, *concepts],
        )
        held = cursor.fetchone()
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
        total = max(cursor.fetchone()[0], *held, 1)
    return [math.log(1 + (total - n + 0.5) / (n + 0.5)) for n in held]


def _vector(tokens: Tokens) -> str:
    places: dict[str, list[str]] = {}
    position = 0
    for weight, field in zip("ABCD", tokens, strict=True):
        for stem in field:
            position += 1
            if position <= LAST_POSITION:
                places.setdefault(stem, []).append(f"{position}{weight}")
        position += 1  # no phrase across two fields
    return " ".join(f"'{stem}':{','.join(at[:MOST_POSITIONS])}" for stem, at in places.items())


def _expression(question: Question) -> str:
    every = [" & ".join(map(_concept, group)) for group in combinations_of(question)]
    return " | ".join(f"({conjunction})" for conjunction in every)


def _concept(concept: Concept) -> str:
    return f"({' | '.join(map(_alternative, concept.alternatives))})"


def _alternative(alternative: Alternative) -> str:
    between = " <-> " if alternative.phrase else " & "
    return "(" + between.join(f"'{letters(stem)}'" for stem in alternative.stems) + ")"
