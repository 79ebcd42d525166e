"""The date that a file's name carries."""

from __future__ import annotations

import re
from datetime import date


def date_in_name(name: str) -> date | None:
    """``…-2024-08-01.csv``, ``…-20240801.csv``, ``…-2023.csv`` (its first day)."""
    found = re.search(r"(20\d\d)-?([01]\d)?-?([0-3]\d)?(?!\d)", name)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
