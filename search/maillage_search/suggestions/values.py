"""One thing proposed under the field."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

SHORTEST = 2
LONGEST = 100


class Suggestion(NamedTuple):
    """``label`` is read, then ``note``: what it is; ``url`` is where it leads."""

    label: str
    note: str
    url: str


def results_url(results: str, **asked: str) -> str:
    """The page of results, asked that."""
    return f"{results}?{urlencode({name: value for name, value in asked.items() if value})}"
