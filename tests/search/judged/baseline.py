"""What a search without any French finds: BM25 over title, summary and text, any word enough."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from maillage.values import SearchDocument
from tests.search.judged.measures import DEPTH, Judged

WORD = re.compile(r"\w+")


def bm25_or(documents: Iterable[SearchDocument]) -> Callable[[Judged], Sequence[str]]:
    """SQLite's own tokenizer and ranking, every field alike."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE d USING fts5(title, kind UNINDEXED, text)")
    base.executemany(
        "INSERT INTO d VALUES (?, ?, ?)",
        [
            (one.title, one.kind, f"{one.summary} {one.body} {' '.join(one.keywords)}")
            for one in documents
            if one.language == "fr"
        ],
    )

    def ask(question: Judged) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(question.text))
        if not words:
            return []
        rows = base.execute(
            "SELECT title, kind FROM d WHERE d MATCH ? ORDER BY rank LIMIT 50", (words,)
        )
        kept = [title for title, kind in rows if not question.only or kind in question.only]
        return kept[:DEPTH]

    return ask
