"""When what is found takes place, on the clock of where it does."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maillage.contributions import Resolver
from maillage.plugin import contributions
from maillage.ui.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.scope import Scope
    from maillage.values import Resolved
    from maillage_search.query.response import Hit

logger = logging.getLogger(__name__)


def moments(hits: Sequence[Hit], scope: Scope) -> dict[str, str]:
    """``samedi 12 décembre à 9 h, heure de La Réunion`` by uid; the clock where it is not the
    portal's.

    The day alone when nobody tells the zone: an hour of another zone sends people at the wrong one.
    """
    dated = [hit for hit in hits if hit.starts_at]
    known = _resolved({_urn(hit): hit.kind for hit in dated})
    return {hit.uid: _said(hit, known.get(_urn(hit)), scope) for hit in dated}


def _urn(hit: Hit) -> str:
    return f"maillage:{hit.uid.rpartition(':')[0]}"


def _resolved(kinds: dict[str, str]) -> dict[str, Resolved]:
    found: dict[str, Resolved] = {}
    for resolver in contributions(Resolver):
        asked = [urn for urn, kind in kinds.items() if kind == resolver.scheme]
        if not asked:
            continue
        try:
            found |= resolver.resolve(asked)
        except Exception:
            logger.exception("the resolver of %s failed", resolver.scheme)
    return found


def _said(hit: Hit, known: Resolved | None, scope: Scope) -> str:
    zone = _zone(known.zone) if known else None
    if known is None or zone is None or hit.starts_at is None:
        return wording().day(hit.date) if hit.date else ""
    there = hit.starts_at.astimezone(zone)
    same = there.utcoffset() == hit.starts_at.astimezone(scope.tzinfo).utcoffset()
    said = wording().day_hour(there)
    return said if same or not known.clock else f"{said}, {known.clock}"


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
