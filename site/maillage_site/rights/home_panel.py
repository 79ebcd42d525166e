"""The first thing an editor sees: their portal, and what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, OuterRef, Subquery, When
from django.utils.translation import get_language
from laces.components import Component

from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.portals.models import PortalPage
from maillage_site.rights.own_tree import own_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from laces.typing import RenderContext

    from maillage.accounts.models import User

SHOWN = 5
# Of the drafts, behind “the others”.
MOST = 50


class PortalPanel(Component):
    """The person's portals with links to read and to write, and drafts to finish."""

    order = 50
    template_name = "maillage_site/rights/home_panel.html"

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        user = parent_context["request"].user
        pages = own_pages(user)
        drafts = pages.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")
        first = list(drafts[: SHOWN + MOST])
        count = drafts.count() if len(first) == SHOWN + MOST else len(first)
        portals = list(portals_of(user, get_language())[: SHOWN + 1])
        return {
            "portals": portals[:SHOWN],
            "more": len(portals) > SHOWN,
            "drafts": first[:SHOWN],
            "other_drafts": first[SHOWN:],
            "others": count - SHOWN,
            "unlisted": count - len(first),
            "drafts_count": count,
        }


def portals_of(user: User, language: str) -> QuerySet[PortalPage]:
    """The portals whose tree the person works in, each once, the national one first.

    In that language where it is theirs to write, or in French.
    """
    own = PortalPage.objects.filter(pk__in=own_pages(user).values("pk"), language__isnull=False)
    nearest = Case(
        When(locale__language_code=language, then=0),
        When(locale__language_code=DEFAULT_LANGUAGE, then=1),
        default=2,
    )
    home = own.live().filter(portal=OuterRef("portal")).order_by(nearest, "pk").values("pk")[:1]
    return (
        own.live()
        .filter(pk=Subquery(home))
        .select_related("locale", "portal__territory")
        .order_by("depth", "title")
    )
