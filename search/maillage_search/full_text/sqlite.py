"""FTS5 on SQLite: one table for public documents, another for restricted ones.

Tokens are stored already analysed, as words of ASCII and other letters, so FTS5 cuts at spaces
alone. Restricted words stay apart so that they cannot weigh on public scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.bm25 import Scorer, rarity
from maillage_search.full_text.levels import TABLE, Words, level
from maillage_search.full_text.parts import Asked, Part, parts_of, said_apart
from maillage_search.full_text.tokens import Tokens, combinations_of, letters
from maillage_search.query.parsing import Question, Reading

PUBLIC = "maillage_search_public"
RESTRICTED = "maillage_search_restricted"
WEIGHTS = "10.0, 5.0, 3.0, 1.0"
# Of words that more documents hold, those that do in their titles are scored, so many at most.
MOST_SCORED = 20_000
# How many documents hold a common word, at least.
COMMON = 10_000


def create() -> None:
    with connection.cursor() as cursor:
        for table in (PUBLIC, RESTRICTED):
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5("
                'title, keywords, summary, body, tokenize="unicode61 remove_diacritics 0")'
            )


def index_heads() -> None:
    """FTS5 scores while it reads."""


def forget_heads() -> None: ...


def drop() -> None:
    with connection.cursor() as cursor:
        for table in (PUBLIC, RESTRICTED):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


def write(rows: Iterable[tuple[int, bool, Tokens]]) -> None:
    """Replace the tokens of documents: (primary key, public, tokens)."""
    rows = list(rows)
    forget([pk for pk, _public, _tokens in rows])
    with connection.cursor() as cursor:
        for table, wanted in ((PUBLIC, True), (RESTRICTED, False)):
            cursor.executemany(
                f"INSERT INTO {table} (rowid, title, keywords, summary, body) "  # noqa: S608
                "VALUES (%s, %s, %s, %s, %s)",
                [(pk, *map(" ".join, tokens)) for pk, public, tokens in rows if public is wanted],
            )


def forget(pks: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        for table in (PUBLIC, RESTRICTED):
            cursor.executemany(
                f"DELETE FROM {table} WHERE rowid = %s",  # noqa: S608
                [(pk,) for pk in pks],
            )


def candidates(readings: Sequence[Reading], asked: Asked) -> tuple[str, list[object]]:
    """The query of the best documents ``d``, best first, and its parameters.

    Each row ends with the number of the reading that is answered, and how many hold all the words
    (``levels``). Of words that very many hold, so many are scored, those that hold them in their
    titles before.
    """
    tables = [PUBLIC, RESTRICTED] if asked.restricted else [PUBLIC]
    ids = " UNION ALL ".join(map(_ids, tables))
    words = Words(_expression, _stems, ids, holding(), "%s")
    read, params = level(readings, asked, words)
    held = f"SELECT 1 FROM {PUBLIC} WHERE {PUBLIC} MATCH said LIMIT {MOST_SCORED}"  # noqa: S608
    bounded = (
        f"bounded AS MATERIALIZED (SELECT CASE (SELECT count(*) FROM ({held})) "  # noqa: S608
        f"WHEN {MOST_SCORED} THEN '{{title keywords}} : (' || said || ')' ELSE said END AS said "
        "FROM reading)"
    )
    scored = " UNION ALL ".join(
        f"SELECT * FROM (SELECT rowid AS id, -bm25({table}, {WEIGHTS}) AS score "  # noqa: S608
        f"FROM {table} WHERE {table} MATCH (SELECT said FROM bounded) LIMIT {MOST_SCORED})"
        for table in tables
    )
    sql = (
        f"WITH {read}, {bounded} SELECT {asked.columns.format(score='m.score')}, "  # noqa: S608
        f"(SELECT level FROM reading), (SELECT whole FROM reading) "
        f"FROM ({scored}) m JOIN {TABLE} d ON d.id = m.id WHERE {asked.where} "
        "ORDER BY m.score DESC LIMIT %s"
    )
    return sql, [*params, *asked.params, asked.most]


def parts(question: Question, pks: Sequence[int], *, restricted: bool) -> list[Part]:
    """What these documents hold of each concept, with rarity among public documents alone.

    Read from their words: FTS5 would go through all that match, and says nothing of common words.
    """
    tables = [PUBLIC, RESTRICTED] if restricted else [PUBLIC]
    listed = ", ".join(map(str, map(int, pks)))
    said = said_apart(question)
    found = [
        f"SELECT rowid, title, keywords, summary, body FROM {table} WHERE rowid IN ({listed})"  # noqa: S608
        for table in tables
    ]
    held = f"SELECT 1 FROM {PUBLIC} WHERE {PUBLIC} MATCH %s LIMIT {COMMON}"  # noqa: S608
    # How many hold each concept, in rows of their own, below all keys; then how many there are.
    counts = [
        f"SELECT {-number}, (SELECT count(*) FROM ({held})), NULL, NULL, NULL"  # noqa: S608
        for number in range(1, len(question.concepts) + 1)
    ]
    every = f"SELECT 0, count(*), NULL, NULL, NULL FROM {PUBLIC}_docsize"  # noqa: S608
    with connection.cursor() as cursor:
        words = [_concept(concept) for concept in question.concepts]
        cursor.execute(" UNION ALL ".join([*found, *counts, every]), words)
        rows = {pk: fields for pk, *fields in cursor.fetchall()}
    total, *often = (rows.pop(-number)[0] for number in range(len(question.concepts) + 1))
    scorer, rare = Scorer(rows), [rarity(n, total) for n in often]
    return parts_of(
        question,
        (
            (one, pk, score)
            for one in said
            for pk, score in scorer.scores(one.concept, rare[one.number]).items()
        ),
    )


def holding() -> str:
    """A subquery of the ids of public documents that hold any of some stems (``any_of``)."""
    return _ids(PUBLIC)


def any_of(stems: Iterable[str]) -> str:
    return " OR ".join(f'"{letters(stem)}"' for stem in stems)


def holds(column: str) -> str:
    """A condition: the list in that column holds the parameter."""
    return f"instr({column}, %s) > 0"


def _ids(table: str) -> str:
    return f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s"  # noqa: S608


def _stems(concept: Concept) -> str:
    return any_of(concept.stems)


def _expression(reading: Reading) -> str:
    question = reading.question
    every = [" AND ".join(map(_concept, c)) for c in combinations_of(question)]
    return " OR ".join(f"({conjunction})" for conjunction in every)


def _concept(concept: Concept) -> str:
    return f"({' OR '.join(map(_alternative, concept.alternatives))})"


def _alternative(alternative: Alternative) -> str:
    quoted = [letters(stem) for stem in alternative.stems]
    if alternative.phrase:
        return f'"{" ".join(quoted)}"'
    return "(" + " AND ".join(f'"{stem}"' for stem in quoted) + ")"
