"""A ``tsvector`` of the same pre-analysed tokens on PostgreSQL, behind a GIN index.

The vector is written as a literal, with our positions and weights: PostgreSQL's own parser and
dictionaries have no say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.bm25 import rarity
from maillage_search.full_text.levels import TABLE, Words, level
from maillage_search.full_text.parts import Asked, Part, parts_of, said_apart
from maillage_search.full_text.tokens import Tokens, combinations_of, letters
from maillage_search.query.parsing import Question, Reading

INDEX = "maillage_search_tokens"
LAST_POSITION = 16_383  # of a tsvector
MOST_POSITIONS = 200  # of one lexeme; the limit is 255
# Weights of D, C, B, A (body, summary, keywords, title), and division by 1 + log(length).
WEIGHTS, LENGTH = "{0.1, 0.3, 0.5, 1.0}", 1
RANK = f"ts_rank('{WEIGHTS}', tokens, %s::tsquery, {LENGTH})"
# The title and the keywords, which an index of their own holds.
HEAD, HEAD_INDEX = "ts_filter({}, '{{a,b}}')", "maillage_search_head"
# The rank at which a word tells half of what it can: BM25 saturates, ts_rank grows with the weight
# of the field and the number of times.
HALF = 0.05
# How many documents hold a common word, at least.
COMMON = 10_000


def create() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN tokens tsvector")
        cursor.execute(f"CREATE INDEX {INDEX} ON {TABLE} USING gin (tokens)")


def index_heads() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX {HEAD_INDEX} ON {TABLE} USING gin ({HEAD.format('tokens')})")


def forget_heads() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {HEAD_INDEX}")


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


def candidates(readings: Sequence[Reading], asked: Asked) -> tuple[str, list[object]]:
    """The query of documents ``d`` that answer, those that do by their title or keywords first.

    Each row ends with the number of the reading that is answered, and how many hold all the words
    (``levels``). Each kind of documents is bounded before anything is scored: ``ts_rank`` reads a
    document whole. What stands nowhere (pages, topics) is read apart: there are few, and many
    places.
    """
    public = "" if asked.restricted else "AND d.audience = 'public'"
    any_audience = f"SELECT id FROM {TABLE} WHERE tokens @@ %s::tsquery"  # noqa: S608
    ids = any_audience if asked.restricted else holding()
    read, params = level(readings, asked, Words(_expression, _stems, ids, holding(), "%s::tsquery"))
    said = "(SELECT said FROM reading)"
    kinds = (
        (2, f"{HEAD.format('d.tokens')} @@ {said}", asked.most // 2),
        (1, f"d.latitude IS NULL AND d.tokens @@ {said}", asked.most // 2),
        (1, f"d.tokens @@ {said}", asked.most),
    )
    found = " UNION ALL ".join(
        f"(SELECT d.id, {score} AS score FROM {TABLE} d "  # noqa: S608
        f"WHERE {held} {public} AND {asked.where} LIMIT {most})"
        for score, held, most in kinds
    )
    sql = (
        f"WITH {read} SELECT {asked.columns.format(score='m.score')}, "  # noqa: S608
        f"(SELECT level FROM reading), (SELECT whole FROM reading) "
        f"FROM (SELECT id, max(score) AS score FROM ({found}) f GROUP BY id) m "
        f"JOIN {TABLE} d ON d.id = m.id "
        f"ORDER BY m.score DESC, d.latitude IS NOT NULL, d.id LIMIT %s"
    )
    return sql, [*params, *(list(asked.params) * len(kinds)), asked.most]


def parts(question: Question, pks: Sequence[int], *, restricted: bool) -> list[Part]:
    """What these documents hold of each concept, weighed by how few documents hold it.

    ``ts_rank`` does not know that a rare word tells more than a common one, and gives something to
    what holds half of an expression.
    """
    del restricted  # the documents were chosen
    said = said_apart(question)
    ranks = ", ".join([f"CASE WHEN tokens @@ %s::tsquery THEN {RANK} END"] * len(said))
    words = [_concept(one.concept) for one in said]
    counts, concepts = _counts(question)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {ranks}, c.* FROM {TABLE} CROSS JOIN ({counts}) c WHERE id = ANY(%s)",  # noqa: S608
            [*(word for one in words for word in (one, one)), *concepts, list(pks)],
        )
        rows = cursor.fetchall()
    total, *often = rows[0][len(said) + 1 :] if rows else [0]
    rare = [rarity(n, int(total)) for n in often]
    return parts_of(
        question,
        (
            (one, pk, rare[one.number] * rank / (rank + HALF))
            for pk, *found in rows
            for one, rank in zip(said, found, strict=False)
            if rank is not None
        ),
    )


def holding() -> str:
    """A subquery of the ids of public documents that hold any of some stems (``any_of``)."""
    return f"SELECT id FROM {TABLE} WHERE audience = 'public' AND tokens @@ %s::tsquery"  # noqa: S608


def any_of(stems: Iterable[str]) -> str:
    return " | ".join(f"'{letters(stem)}'" for stem in stems)


def holds(column: str) -> str:
    """A condition: the list in that column holds the parameter."""
    return f"strpos({column}, %s) > 0"


def _counts(question: Question) -> tuple[str, list[str]]:
    """A subquery of one row: how many documents there are, then how many public ones hold each
    concept; beyond some thousands, all are common.
    """
    held = f"SELECT 1 FROM {TABLE} WHERE audience = 'public' AND tokens @@ %s::tsquery"  # noqa: S608
    known = f"(SELECT reltuples FROM pg_class WHERE oid = '{TABLE}'::regclass) AS every"  # noqa: S608
    counts = [
        f"(SELECT count(*) FROM ({held} LIMIT {COMMON}) f) AS held{number}"  # noqa: S608
        for number in range(len(question.concepts))
    ]
    return f"SELECT {', '.join([known, *counts])}", [*map(_concept, question.concepts)]


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


def _stems(concept: Concept) -> str:
    return any_of(concept.stems)


def _expression(reading: Reading) -> str:
    question = reading.question
    every = [" & ".join(map(_concept, group)) for group in combinations_of(question)]
    return " | ".join(f"({conjunction})" for conjunction in every)


def _concept(concept: Concept) -> str:
    return f"({' | '.join(map(_alternative, concept.alternatives))})"


def _alternative(alternative: Alternative) -> str:
    between = " <-> " if alternative.phrase else " & "
    return "(" + between.join(f"'{letters(stem)}'" for stem in alternative.stems) + ")"
