"""What a search without any French finds: BM25 over title, summary and text, any word enough."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from itertools import islice

from maillage.values import SearchDocument
from tests.search.judged.asking import may_answer, named, territory_of
from tests.search.judged.measures import DEPTH, Ask, Judged

WORD = re.compile(r"\w+")


def bm25_or(documents: Sequence[SearchDocument]) -> Ask:
    """SQLite's own tokenizer and ranking, every field alike."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE d USING fts5(title, text)")
    base.executemany(
        "INSERT INTO d (rowid, title, text) VALUES (?, ?, ?)",
        [
            (at, one.title, f"{one.summary} {one.body} {' '.join(one.keywords)}")
            for at, one in enumerate(documents)
        ],
    )

    def ask(question: Judged) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(question.text))
        if not words:
            return []
        shown_in = territory_of(question)
        rows = base.execute("SELECT rowid FROM d WHERE d MATCH ? ORDER BY rank", (words,))
        found = (documents[at] for (at,) in rows)
        kept = (named(one) for one in found if may_answer(one, question, shown_in))
        return list(islice(kept, DEPTH))

    return ask
