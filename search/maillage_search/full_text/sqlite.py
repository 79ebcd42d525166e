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
# Of words that more documents hold, so many are scored of each of ``KINDS``.
MOST_SCORED = 2_000
# What no document holds.
NONE = '""'
SCORE = f"-bm25({{table}}, {WEIGHTS})"
# Conditions, and how what meets them is scored: what holds more than is asked is few, and first.
HELD = (
    "(SELECT held FROM bounded) IS NULL OR +{table}.rowid IN "
    "(SELECT rowid FROM {table} WHERE {table} MATCH (SELECT held FROM bounded))"
)
KINDS = (
    ("{table} MATCH (SELECT titles FROM bounded)", SCORE),
    ("{table} MATCH (SELECT more FROM bounded)", "1000.0"),
    (f"{{table}} MATCH (SELECT words FROM bounded) AND ({HELD})", SCORE),  # noqa: S608
)
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
    (``levels``). Of words that very many hold, so many are scored: those that hold them in their
    titles, those that hold more of them, and some of the rest.
    """
    tables = [PUBLIC, RESTRICTED] if asked.restricted else [PUBLIC]
    words = Words(_expression, _stems, " UNION ALL ".join(map(_ids, tables)), holding(), "%s")
    read, params = level(readings, asked, words)
    bounded, more = _bounded(readings)
    kinds = [_scored(table, *kind, asked.where) for table in tables for kind in KINDS]
    sql = (
        f"WITH {read}, {bounded} SELECT {asked.columns.format(score='m.score')}, "  # noqa: S608
        f"(SELECT level FROM reading), (SELECT whole FROM reading) FROM "
        f"(SELECT id, max(score) AS score FROM ({' UNION ALL '.join(kinds)}) "
        f"GROUP BY id ORDER BY score DESC LIMIT %s) m "
        f"CROSS JOIN {TABLE} d ON d.id = m.id ORDER BY m.score DESC"
    )
    return sql, [*params, *more, *(list(asked.params) * len(kinds)), asked.most]


def _bounded(readings: Sequence[Reading]) -> tuple[str, list[object]]:
    """Common tables, of which ``bounded`` says what is scored: the ``words``, and among them the
    ``held`` ones; of common words, their ``titles``, and those that hold ``more`` of them.

    BM25 counts the documents of each word anew as often as it is written: a combination of words,
    which repeats them, only chooses documents, and any of the words score.
    """
    last = len(readings) - 1
    middle = f"level BETWEEN 1 AND {last - 1}"
    many = f"SELECT 1 FROM {PUBLIC} WHERE {PUBLIC} MATCH words LIMIT {MOST_SCORED}"  # noqa: S608
    return (
        f"worded AS MATERIALIZED (SELECT level, CASE WHEN {middle} THEN %s ELSE said END AS words, "  # noqa: S608
        f"CASE WHEN {middle} THEN said END AS held FROM reading), "
        f"counted_words AS MATERIALIZED (SELECT level, words, held, "
        f"(SELECT count(*) FROM ({many})) = {MOST_SCORED} AS common FROM worded), "
        "bounded AS MATERIALIZED (SELECT words, held, "
        f"CASE WHEN common THEN '{{title}} : (' || words || ')' ELSE '{NONE}' END AS titles, "
        f"CASE WHEN common AND level = {last} AND level > 0 THEN %s ELSE '{NONE}' END AS more "
        "FROM counted_words)"
    ), [_expression(readings[-1]), _expression(readings[max(last - 1, 0)])]


def _scored(table: str, condition: str, score: str, where: str) -> str:
    """Visible documents and their scores: bounded, and only these are scored."""
    return (
        f"SELECT * FROM (SELECT d.id, {score.format(table=table)} AS score FROM {table} "  # noqa: S608
        f"CROSS JOIN {TABLE} d ON d.id = {table}.rowid "
        f"WHERE {condition.format(table=table)} AND {where} LIMIT {MOST_SCORED})"
    )


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
