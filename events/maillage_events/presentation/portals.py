"""Portals, known by their marks alone: a page that says so, a territory with a team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import PortalTeam
from maillage.territories.models import Territory

if TYPE_CHECKING:
    from wagtail.models import Page

    from maillage.territories.models import TerritoryQuerySet


def portal_of(page: Page) -> Page | None:
    """The nearest page at or above it whose type says ``is_portal``."""
    for ancestor in page.get_ancestors(inclusive=True).order_by("-depth"):
        if getattr(ancestor.specific_class, "is_portal", False):
            return ancestor.specific
    return None


def portal_territories() -> TerritoryQuerySet:
    """Territories that have a portal: those with a team."""
    teams = PortalTeam.objects.filter(territory__isnull=False)
    return Territory.objects.filter(pk__in=teams.values("territory")).order_by("name")
