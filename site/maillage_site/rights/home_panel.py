"""The first thing an editor sees: their portal, and what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laces.components import Component

from maillage_site.portals.models import PortalPage
from maillage_site.rights.own_tree import own_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from laces.typing import RenderContext

    from maillage.accounts.models import User

SHOWN = 5


class PortalPanel(Component):
    """The person's portals with links to read and to write, and drafts to finish."""

    order = 50
    template_name = "maillage_site/rights/home_panel.html"

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        user = parent_context["request"].user
        pages = own_pages(user)
        drafts = pages.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")
        return {
            "portals": portals_of(user)[:SHOWN],
            "drafts": drafts[:SHOWN],
            "drafts_count": drafts.count(),
        }


def portals_of(user: User) -> QuerySet[PortalPage]:
    """The portals whose tree the person works in, the national one first."""
    own = own_pages(user).values("pk")
    return (
        PortalPage.objects.filter(pk__in=own, language__isnull=False)
        .live()
        .select_related("locale", "portal__territory")
        .order_by("depth", "title")
    )
