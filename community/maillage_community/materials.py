"""What sessions on a circle's theme left, told by the plugins that know of sessions."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maillage.contributions import MaterialQuery, MaterialSource
from maillage.plugin import contributions

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.scope import Scope
    from maillage.values import Material
    from maillage_community.models import Circle

logger = logging.getLogger(__name__)


def materials_for(circle: Circle, scope: Scope, *, at: datetime) -> list[Material]:
    """The latest first; a source that fails is logged and left out."""
    if not circle.theme:
        return []
    query = MaterialQuery(theme=circle.theme, scope=scope, at=at)
    found = [one for source in contributions(MaterialSource) for one in _asked(source, query)]
    return sorted(found, key=lambda one: one.date, reverse=True)[: query.limit]


def _asked(source: MaterialSource, query: MaterialQuery) -> list[Material]:
    try:
        return list(source.materials(query))
    except Exception:
        logger.exception("materials of a theme failed: %s", query.theme)
        return []
