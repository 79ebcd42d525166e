"""Lists kept in one text column: ``|a|b|``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def joined(values: Iterable[str]) -> str:
    """The column's value; a bar inside a value becomes a broken bar."""
    kept = list(dict.fromkeys(value.replace("|", "¦") for value in values if value))
    return f"|{'|'.join(kept)}|" if kept else ""


@lru_cache(maxsize=8_192)
def split(column: str) -> tuple[str, ...]:
    return tuple(column.strip("|").split("|")) if column else ()


def needle(value: str) -> str:
    """What the column holds when the list holds the value."""
    return f"|{value.replace('|', '¦')}|"
