"""Rows out of a JSON file: a list of objects, alone or under the one key that holds a list.

A file of data·inclusion holds two lists: the columns of a structure's services are then
``services.nom``, ``services.publics``…, the values of them all.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Unlike CSV, the whole file is read at once.
LARGEST = 50 * 1024 * 1024
DEEPEST = 3
# What the values would weigh once read: a small file of empty lists fills a memory.
MOST_OBJECTS, MOST_VALUES = 400_000, 4_000_000
MOST_COLUMNS = 500
# Halves of a pair, which JSON can write and no file nor database can hold.
HALVES = re.compile("[\ud800-\udfff]")


class NotRows(ValueError):
    """The file holds no list of objects."""


def is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}


def read(path: Path) -> tuple[tuple[str, ...], list[list[str]]]:
    """Column names and cells; ``{"geo": {"lat": 1}}`` is the column ``geo.lat``. Raises NotRows."""
    if path.stat().st_size > LARGEST:
        raise NotRows
    content = path.read_bytes()
    if (
        content.count(b"{") + content.count(b"[") > MOST_OBJECTS
        or content.count(b",") > MOST_VALUES
    ):
        raise NotRows
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotRows from error
    rows = flat(whole)
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    if not header or len(header) > MOST_COLUMNS:
        raise NotRows
    return header, [[row.get(name, "") for name in header] for row in rows]


def flat(whole: object) -> list[dict[str, str]]:
    """The rows of what a file holds, each by column name. Raises NotRows."""
    return [_flat(row) for row in _list(whole)]


def _list(whole: object) -> list[dict]:
    if isinstance(whole, dict) and {"structures", "services"} <= whole.keys():
        return _structures(_list(whole["structures"]), _list(whole["services"]))
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 else None
    if not isinstance(whole, list) or not all(isinstance(row, dict) for row in whole):
        raise NotRows
    return whole


def _structures(structures: list[dict], services: list[dict]) -> list[dict]:
    """Each structure with what its services say, each value once."""
    said: dict[str, dict[str, list]] = {str(one.get("id")): {"nom": []} for one in structures}
    for service in services:
        told = said.get(str(service.get("structure_id")), {})
        for name, value in service.items():
            values = told.setdefault(name, [])
            found = value if isinstance(value, list) else [value]
            values += [one for one in found if one not in values]
    return [{**one, "services": said[str(one.get("id"))]} for one in structures]


def _flat(row: dict, prefix: str = "", depth: int = 0) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in row.items():
        path = f"{prefix}{name}".strip().lower()
        if isinstance(value, dict) and depth < DEEPEST:
            found |= _flat(value, f"{path}.", depth + 1)
        else:
            found[path] = _text(value)
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(_text(one) for one in value if not isinstance(one, dict | list))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value).strip()
