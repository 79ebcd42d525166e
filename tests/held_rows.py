"""Whether a verb holds the row that it decides on before it decides: PostgreSQL's own words."""

from collections.abc import Callable

from django.db import connection, models
from django.test.utils import CaptureQueriesContext


def assert_held(table: type[models.Model], act: Callable[[], object]) -> None:
    """A row of the table is read FOR UPDATE, before any row of it is written."""
    name = f'"{table._meta.db_table}"'
    with CaptureQueriesContext(connection) as captured:
        act()
    told = [query["sql"] for query in captured]
    held = [
        number
        for number, sql in enumerate(told)
        if sql.startswith("SELECT")
        and f"FROM {name}" in sql
        and " FOR " in sql.rpartition("WHERE")[2]
    ]
    written = [number for number, sql in enumerate(told) if sql.startswith(f"UPDATE {name}")]
    assert held, f"{name} is never held"
    assert not written or held[0] < written[0], f"{name} is written before it is held"
