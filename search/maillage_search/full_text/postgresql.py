"""A ``tsvector`` of the same pre-analysed tokens on PostgreSQL, behind a GIN index.

The vector is written as a literal, with our positions and weights: PostgreSQL's own parser and
dictionaries have no say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.bm25 import rarity
from maillage_search.full_text.parts import Asked, Part, parts_of, said_apart
from maillage_search.full_text.tokens import Tokens, combinations_of, letters
from maillage_search.query.parsing import Question

TABLE = "maillage_search_indexeddocument"
INDEX = "maillage_search_tokens"
LAST_POSITION = 16_383  # of a tsvector
MOST_POSITIONS = 200  # of one lexeme; the limit is 255
# Weights of D, C, B, A (body, summary, keywords, title), and division by 1 + log(length).
WEIGHTS, LENGTH = "{0.1, 0.3, 0.5, 1.0}", 1
RANK = f"ts_rank('{WEIGHTS}', tokens, %s::tsquery, {LENGTH})"
# The title and the keywords, which an index of their own holds.
HEAD, HEAD_INDEX = "ts_filter({}, '{{a,b}}')", "maillage_search_head"
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


def candidates(question: Question, asked: Asked) -> tuple[str, list[object]]:
    """The query of documents ``d`` that answer, those that do by their title or keywords first.

    Each kind of them is bounded before anything is scored: ``ts_rank`` reads a document whole.
    What stands nowhere (pages, topics) is read apart: there are few, and many places.
    """
    public = "" if asked.restricted else "AND d.audience = 'public'"
    kinds = (
        (2, f"{HEAD.format('d.tokens')} @@ %s::tsquery", asked.most // 2),
        (1, "d.latitude IS NULL AND d.tokens @@ %s::tsquery", asked.most // 2),
        (1, "d.tokens @@ %s::tsquery", asked.most),
    )
    found = " UNION ALL ".join(
        f"(SELECT d.id, {score} AS score FROM {TABLE} d "  # noqa: S608
        f"WHERE {held} {public} AND {asked.where} LIMIT {most})"
        for score, held, most in kinds
    )
    sql = (
        f"SELECT {asked.columns.format(score='m.score')} "  # noqa: S608
        f"FROM (SELECT id, max(score) AS score FROM ({found}) f GROUP BY id) m "
        f"JOIN {TABLE} d ON d.id = m.id "
        f"ORDER BY m.score DESC, d.latitude IS NOT NULL, d.id LIMIT %s"
    )
    return sql, [*([_expression(question), *asked.params] * len(kinds)), asked.most]


def parts(question: Question, pks: Sequence[int], *, restricted: bool) -> list[Part]:
    """What these documents hold of each concept, weighed by how few documents hold it.

    ``ts_rank`` does not know that a rare word tells more than a common one, and gives something to
    what holds half of an expression.
    """
    del restricted  # the documents were chosen
    said = said_apart(question)
    ranks = ", ".join([f"CASE WHEN tokens @@ %s::tsquery THEN {RANK} END"] * len(said))
    words = [_concept(one.concept) for one in said]
    rare = _rarity([_concept(concept) for concept in question.concepts])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {ranks} FROM {TABLE} WHERE id = ANY(%s)",  # noqa: S608
            [*(word for one in words for word in (one, one)), list(pks)],
        )
        rows = cursor.fetchall()
    return parts_of(
        question,
        (
            (one, pk, rank * rare[one.number])
            for pk, *found in rows
            for one, rank in zip(said, found, strict=True)
            if rank is not None
        ),
    )


def holding(stem: str) -> tuple[str, str]:
    """A subquery of the ids of public documents that hold a stem, and its parameter."""
    sql = f"SELECT id FROM {TABLE} WHERE audience = 'public' AND tokens @@ %s::tsquery"  # noqa: S608
    return sql, f"'{letters(stem)}'"


def holds(column: str) -> str:
    """A condition: the list in that column holds the parameter."""
    return f"strpos({column}, %s) > 0"


def _rarity(concepts: Sequence[str]) -> list[float]:
    """Inverse document frequency of each concept, among public documents alone.

    Beyond some thousands, all are common.
    """
    held = f"SELECT 1 FROM {TABLE} WHERE audience = 'public' AND tokens @@ %s::tsquery"  # noqa: S608
    count = f"(SELECT count(*) FROM ({held} LIMIT {COMMON}) f)"  # noqa: S608
    known = f"(SELECT reltuples FROM pg_class WHERE oid = '{TABLE}'::regclass)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([known, *[count] * len(concepts)])}", list(concepts))
        total, *held = cursor.fetchone()
    return [rarity(n, int(total)) for n in held]


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
