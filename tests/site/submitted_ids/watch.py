"""Whether anything of the other territory changed, or is named where it was not."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

from maillage.generations import keeping
from tests.site.rights.conftest import CANARY
from tests.site.submitted_ids.keys import LEFT_OUT, rows_of, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from tests.site.submitted_ids.furnished import Sides

WRITES = re.compile(
    r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+["`]?(\w+)""",
    re.IGNORECASE,
)
IDENTIFIER = 32
# Written by whatever answers: the session, who edits what just now, what somebody put away.
BESIDE = {*LEFT_OUT, "wagtailcore_editingsession", "wagtailusers_userprofile"}


class Watch:
    """The rows that name the other territory, as they stood before anybody tried anything."""

    def __init__(self, sides: Sides) -> None:
        self.ids = {one.replace("-", "") for one in sides.twins.values() if len(one) >= IDENTIFIER}
        words = "|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in sides.words.values())
        # Digits of an identifier drawn at random are no key.
        self.tokens = re.compile(
            r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}"
            rf"|(?<!\d)770\d{{5}}(?!\d)|{CANARY}|{words}"
        )
        self.before = {table: self._theirs(table) for table in tables()}

    def _theirs(self, table: str) -> Counter[str]:
        return Counter(row for row in rows_of(table) if self._names_them(row))

    def _names_them(self, row: str) -> bool:
        for found in self.tokens.findall(row):
            if len(found) < IDENTIFIER or found.replace("-", "") in self.ids:
                return True
        return False

    def changed(self, written: Iterable[str]) -> list[str]:
        """Rows that name them and that came, went or changed, in the tables written."""
        found = []
        for table in sorted(set(written) & self.before.keys()):
            now = self._theirs(table)
            for sign, rows in (("-", self.before[table] - now), ("+", now - self.before[table])):
                found += [f"{sign} {table} {row[:160]}" for row in rows]
        return found


@contextmanager
def undone() -> Generator[set[str]]:
    """Whatever is written inside is taken back; gives the tables that were written."""
    written: set[str] = set()

    def note(execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:  # noqa: FBT001
        found = WRITES.match(sql)
        if found and found[1] not in BESIDE:
            written.add(found[1])
        return execute(sql, params, many, context)

    point = transaction.savepoint()
    try:
        with connection.execute_wrapper(note):
            yield written
    finally:
        transaction.savepoint_rollback(point)
        # A rollback gives a generation's number back.
        keeping.forget()
