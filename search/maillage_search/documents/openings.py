"""What is open at a moment: asked of the plugins at each search, never indexed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maillage.contributions import SearchSource
from maillage.plugin import contributions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

logger = logging.getLogger(__name__)
# Beyond, nobody counts: the places of all France are asked for by nobody who wants to go there.
MOST_COUNTED = 2_000


def openable_kinds() -> frozenset[str]:
    """Kinds of what has opening hours."""
    return frozenset(source.kind for source in contributions(SearchSource) if source.open_at)


def open_among(keys: Iterable[str], moment: datetime) -> set[str]:
    """Those of these outbox keys (``place:<uuid>``) open then; none of a source that fails."""
    by_kind: dict[str, list[str]] = {}
    for key in keys:
        kind, _colon, value = key.partition(":")
        by_kind.setdefault(kind, []).append(value)
    found: set[str] = set()
    for source in contributions(SearchSource):
        values = by_kind.get(source.kind, [])
        for start in range(0, len(values) if source.open_at else 0, MOST_COUNTED):
            found |= _asked(source, values[start : start + MOST_COUNTED], moment)
    return found


def _asked(source: SearchSource, values: list[str], moment: datetime) -> set[str]:
    try:
        opened = source.open_at(values, moment) if source.open_at else ()
    except Exception:
        logger.exception("what is open was not told: %s", source.kind)
        return set()
    return {f"{source.kind}:{value}" for value in opened}
