"""Keys that look like no others, and what the whole database says of them: it knows no form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection
from django.db.models import AutoField

if TYPE_CHECKING:
    from collections.abc import Iterator

NATION, FOREIGN, OWN, LATER = 66_000_000, 77_000_000, 88_000_000, 99_000_000
# Each table counts on its own hundred: a key says which row it is, whatever names it.
STEP = 100
THEIRS = re.compile(r"(?<!\d)770\d{5}(?!\d)")
# Sessions hold what was previewed and who is signed in.
LEFT_OUT = {"django_session", "maillage_cache", "sqlite_sequence"}


def count_from(start: int) -> None:
    """Rows that are made from now on are numbered from there, in every table."""
    with connection.cursor() as cursor:
        for number, model in enumerate(numbered()):
            column = model._meta.pk.column
            _number(cursor, model._meta.db_table, column, start + STEP * number)


def numbered() -> list[type]:
    """The models whose keys the database counts."""
    return [
        model
        for model in apps.get_models()
        if isinstance(model._meta.pk, AutoField) and model._meta.managed
    ]


def _number(cursor: object, table: str, column: str, start: int) -> None:
    if connection.vendor == "postgresql":
        quoted = connection.ops.quote_name(table)
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [quoted, column, start])
        return
    cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [start, table])
    if cursor.rowcount == 0:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start])


def tables() -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return [name for name in names if name not in LEFT_OUT and "_fts" not in name]


def rows_of(table: str) -> Iterator[str]:
    """Every column of every row, as text."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        for row in cursor.fetchall():
            yield repr(row)


def everything() -> str:
    """Every column of every table."""
    return "\n".join(row for table in tables() for row in rows_of(table))


def theirs_named() -> int:
    """How many times keys of the other territory stand anywhere."""
    return len(THEIRS.findall(everything()))


def named(pk: object) -> int:
    """How many times one key stands anywhere."""
    return len(re.findall(rf"(?<!\d){pk}(?!\d)", everything()))
