"""The links of the header and the footer: what plugins contribute, in the reader's portal."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch

from maillage.contributions import NavigationItem, Slot
from maillage.plugin import contributions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.scope import Scope

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    summary: str = ""
    icon: str = ""
    current: bool = False


def contributed_links(scope: Scope, slot: str, path: str = "") -> list[Link]:
    """Links of a slot; an item whose route does not answer is logged and left out."""
    found = []
    for item in contributions(NavigationItem):
        if item.slot != Slot(slot):
            continue
        try:
            url = scope.url(item.url_name)
        except NoReverseMatch:
            logger.exception("navigation item without a route: %s", item.url_name)
            continue
        found.append(Link(str(item.label), url, str(item.summary), item.icon, path.startswith(url)))
    return found


def menu_links(menu: Iterable[tuple[str, str]], path: str = "") -> list[Link]:
    """Links of a portal's own menu, given as (label, address)."""
    return [Link(label, url, current=path.startswith(url)) for label, url in menu]
