"""Old addresses that plugins know of, where no redirect is written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maillage.contributions import FormerAddresses
from maillage.plugin import contributions
from maillage_site.portals.addresses.scopes import portal_for, split_path
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from maillage.scope import Scope

logger = logging.getLogger(__name__)


def moved_to(path: str) -> str:
    """Where a plugin says that this is read now; "" when none knows."""
    scope, rest = portal_for(path).scope, split_path(path, snapshot().slugs).rest
    for source in contributions(FormerAddresses):
        address = _asked(source, rest, scope)
        if address and address != path:
            return address
    return ""


def _asked(source: FormerAddresses, rest: str, scope: Scope) -> str:
    try:
        return source.find(rest, scope)
    except Exception:
        logger.exception("old addresses could not be asked of %s", source.find)
        return ""
