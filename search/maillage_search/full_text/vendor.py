"""The SQL of the database in use."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from maillage_search.full_text import postgresql, sqlite


def vendor() -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
