"""Acronyms of the field that a text does not explain."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from maillage.text import fold

LIST = Path(__file__).parent / "data" / "sigles.csv"
CAPITALS = re.compile(r"(?<![\w@./-])[A-Z][A-Za-z]{1,6}(?![\w@]|[./-]\w)")
# Two words at least in parentheses after it, or it in parentheses after its words.
EXPLAINED_AFTER = r"\b{0}\b\s*(?:\(|:|,\s*(?:c’est-à-dire|soit|ou)\s)\s*\w+[ ’'-]\w+"
IN_PARENTHESES = r"\w[’'\w-]*\s+\(\s*{0}\s*\)"


@cache
def known() -> dict[str, str]:
    """Acronym → what it stands for."""
    with LIST.open(encoding="utf-8") as file:
        return {row["sigle"]: row["developpement"] for row in csv.DictReader(file, delimiter=";")}


def unexplained(text: str) -> dict[str, str]:
    """Those of a whole page that it explains nowhere, in the order of their first use."""
    found = {}
    for match in CAPITALS.finditer(text):
        acronym = match[0].upper() if match[0] == match[0].upper() else ""
        if acronym in known() and acronym not in found and not is_explained(acronym, text):
            found[acronym] = known()[acronym]
    return found


def is_explained(acronym: str, text: str) -> bool:
    """By its words anywhere in the page, or by other words beside it."""
    if _plain(known()[acronym]) in _plain(text):
        return True
    forms = (EXPLAINED_AFTER, IN_PARENTHESES)
    return any(re.search(form.format(acronym), text) for form in forms)


def _plain(text: str) -> str:
    return fold(text.replace("’", "'"))
