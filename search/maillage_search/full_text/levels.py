"""How loosely a question is read, told by the database in the very query that answers it.

All the words, where enough documents hold them; else most, else any. Words that no document holds
are looked into (``engines.spelling``) before any is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from maillage_search.french.thesaurus import Concept
from maillage_search.full_text.parts import Asked
from maillage_search.privacy.showing import SHOWN
from maillage_search.query.parsing import Reading

TABLE = "maillage_search_indexeddocument"


class Words(NamedTuple):
    """A database's way with words, each with one parameter: a concept's stems, a question's
    documents (of ``Asked``), any of the public documents that hold a stem.
    """

    expression: Callable[[Reading], str]
    stems: Callable[[Concept], str]
    ids: str
    public: str
    typed: str


def level(readings: Sequence[Reading], asked: Asked, words: Words) -> tuple[str, list[object]]:
    """Common tables ``reading (whole, level, said)`` and their parameters.

    ``whole``: how many documents hold all the words, up to what is enough; ``level``: the number
    of the reading that is answered; ``said``: its expression.
    """
    first, *looser = readings
    said = [words.expression(reading) for reading in readings]
    if not looser:
        alone = f"CAST(NULL AS integer) AS whole, 0 AS level, {words.typed} AS said"
        return f"reading AS MATERIALIZED (SELECT {alone})", [said[0]]
    whole, params = _count(said[0], max(first.enough or 1, 1), asked, words)
    cases: list[str] = []
    if first.enough is not None:
        cases.append(f"WHEN whole >= {first.enough} THEN 0")
    if not first.question.spelled:
        known, stems = _known(first.question.concepts, words)
        cases.append(f"WHEN whole = 0 AND NOT ({known}) THEN 0")
        params += stems
    for number, reading in enumerate(looser[:-1], 1):
        counted, more = _count(said[number], reading.enough or 1, asked, words)
        cases.append(f"WHEN {counted} >= {reading.enough} THEN {number}")
        params += more
    last = len(looser)
    chosen = f"CASE {' '.join(cases)} ELSE {last} END" if cases else str(last)
    expressions = " ".join(f"WHEN {number} THEN {words.typed}" for number in range(last))
    expression = f"CASE level {expressions} ELSE {words.typed} END"
    return (
        f"counted AS MATERIALIZED (SELECT {whole} AS whole), "  # noqa: S608
        f"chosen AS MATERIALIZED (SELECT whole, {chosen} AS level FROM counted), "
        f"reading AS MATERIALIZED (SELECT whole, level, {expression} AS said FROM chosen)"
    ), [*params, *said]


def _count(said: str, most: int, asked: Asked, words: Words) -> tuple[str, list[object]]:
    """How many documents answer, counted up to that many."""
    found = f"SELECT 1 FROM ({words.ids}) m JOIN {TABLE} d ON d.id = m.id WHERE {asked.where}"  # noqa: S608
    sql = f"(SELECT count(*) FROM ({found} LIMIT {most}) f)"  # noqa: S608
    return sql, [*([said] * words.ids.count("%s")), *asked.params]


def _known(concepts: Sequence[Concept], words: Words) -> tuple[str, list[object]]:
    """Whether a document that is shown holds some stem of each concept."""
    found = f"SELECT 1 FROM ({words.public}) m JOIN {TABLE} d ON d.id = m.id WHERE {SHOWN}"  # noqa: S608
    sql = " AND ".join([f"EXISTS ({found})"] * len(concepts))
    return sql, [words.stems(concept) for concept in concepts]
