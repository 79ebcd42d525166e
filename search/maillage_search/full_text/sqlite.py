"""FTS5 on SQLite: one table for public documents, another for restricted ones.

Tokens are stored already analysed, as words of ASCII and other letters, so FTS5 cuts at spaces
alone. Restricted words stay apart so that they cannot weigh on public scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from maillage_search.french.thesaurus import Alternative, Concept
from maillage_search.full_text.tokens import Tokens, combinations_of, letters
from maillage_search.query.parsing import Question

PUBLIC = "maillage_search_public"
RESTRICTED = "maillage_search_restricted"
WEIGHTS = "10.0, 5.0, 3.0, 1.0"


def create() -> None:
    with connection.cursor() as cursor:
        for table in (PUBLIC, RESTRICTED):
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5("
                'title, keywords, summary, body, tokenize="unicode61 remove_diacritics 0")'
            )


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


def matching(question: Question, *, restricted: bool) -> tuple[str, list[object]]:
    """A subquery of (id, score), greater is better.

    What the reader typed weighs twice what the thesaurus adds: the score is half that of all the
    ways of saying it, half that of the reader's own.
    """
    expression, literal = _expression(question), _literal(question)
    tables = [PUBLIC, RESTRICTED] if restricted else [PUBLIC]
    if literal == "" or all(len(concept.alternatives) == 1 for concept in question.concepts):
        return " UNION ALL ".join(map(_scored, tables)), [expression] * len(tables)
    halves = " UNION ALL ".join(
        f"SELECT id, score / 2 AS score, {held} AS held FROM ({_scored(table)})"  # noqa: S608
        for table in tables
        for held in (1, 0)
    )
    sql = f"SELECT id, sum(score) AS score FROM ({halves}) GROUP BY id HAVING max(held)"  # noqa: S608
    return sql, [expression, literal] * len(tables)


def _scored(table: str) -> str:
    return (
        f"SELECT rowid AS id, -bm25({table}, {WEIGHTS}) AS score "  # noqa: S608
        f"FROM {table} WHERE {table} MATCH %s"
    )


def holding(stem: str) -> tuple[str, str]:
    """A subquery of the ids of public documents that hold a stem, and its parameter."""
    return f"SELECT rowid AS id FROM {PUBLIC} WHERE {PUBLIC} MATCH %s", f'"{letters(stem)}"'  # noqa: S608


def holds(column: str) -> str:
    """A condition: the list in that column holds the parameter."""
    return f"instr({column}, %s) > 0"


def _expression(question: Question) -> str:
    every = [" AND ".join(map(_concept, c)) for c in combinations_of(question)]
    return " OR ".join(f"({conjunction})" for conjunction in every)


def _literal(question: Question) -> str:
    """Any of the reader's own words."""
    said = (concept.alternatives[0] for concept in question.concepts if concept.alternatives)
    return " OR ".join(map(_alternative, said))


def _concept(concept: Concept) -> str:
    return f"({' OR '.join(map(_alternative, concept.alternatives))})"


def _alternative(alternative: Alternative) -> str:
    quoted = [letters(stem) for stem in alternative.stems]
    if alternative.phrase:
        return f'"{" ".join(quoted)}"'
    return "(" + " AND ".join(f'"{stem}"' for stem in quoted) + ")"
