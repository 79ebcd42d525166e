"""The database that is measured: SQLite in our own process, or PostgreSQL in others beside it."""

from __future__ import annotations

import os
import time

from tests.bench.serving import process_fields


def address() -> str:
    """Of the cluster that pg_virtualenv started around this process."""
    pg = {
        name: os.environ[f"PG{name}"] for name in ("USER", "PASSWORD", "HOST", "PORT", "DATABASE")
    }
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{DATABASE}".format(**pg)


def processor_time() -> float:
    """Seconds used by this process, and by the one in which PostgreSQL answers it."""
    pid = _answering()
    # Linux: the processor clock of another process (clock_getcpuclockid).
    return time.process_time() + (time.clock_gettime((~pid << 3) | 2) if pid else 0)


def postmaster() -> int | None:
    """The process that started the one that answers us; None on SQLite."""
    pid = _answering()
    return int(process_fields(pid)[1]) if pid else None


def gather_statistics() -> None:
    """What PostgreSQL does by itself, within a minute, once many rows have come."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _answering() -> int | None:
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    return connection.connection.info.backend_pid
