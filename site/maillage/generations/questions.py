"""A question that is asked of the database again and again: its SQL is written once.

Writing SQL takes Django five times longer than the database takes to answer a short question.
What changes from one time to the next is a moment or a key, given when it is asked.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

# Values that nothing has: they stand in the queryset for those given later.
ANY_MOMENT = datetime(1789, 7, 14, 17, 40, 3, 271828, tzinfo=UTC)
ANY_KEY = 2_147_481_789


class Question(Generic[Row]):
    """A queryset, in which ``ANY_MOMENT`` and ``ANY_KEY`` may stand for values to come.

    Keep it where it is asked from (``kept``, ``cache``); it is shared by all threads, and its
    answers by none: each is read from the database.
    """

    def __init__(self, queryset: QuerySet) -> None:
        self._queryset = queryset
        self._written: dict[str, SQLCompiler] = {}  # by database, with its SQL

    def rows(self, *, at: datetime = ANY_MOMENT, key: int = ANY_KEY) -> list[Row]:
        """What the queryset answers now, prefetched as it says."""
        asked = self._queryset._chain()  # noqa: SLF001 -- a copy, as any queryset's method makes
        try:
            written = self._written.get(asked.db) or self._write(asked)
        except EmptyResultSet:
            return []
        asked.query.get_compiler = lambda *_args, **_kwargs: _asking(written, at, key)
        return list(asked)

    def _write(self, asked: QuerySet) -> SQLCompiler:
        compiler = asked.query.get_compiler(asked.db)
        compiler.sql = compiler.as_sql()
        self._written[asked.db] = compiler
        return compiler


def _asking(written: SQLCompiler, at: datetime, key: int) -> SQLCompiler:
    """The compiler as it was once it had written, for this thread's connection and values."""
    compiler = copy(written)
    compiler.connection = connections[written.using]
    adapted = compiler.connection.ops.adapt_datetimefield_value
    given = {adapted(ANY_MOMENT): adapted(at), ANY_KEY: key}
    sql, params = written.sql
    params = tuple(given.get(value, value) for value in params)
    compiler.as_sql = lambda *_args, **_kwargs: (sql, params)
    return compiler
