"""What happened to the pages that one's portal took up, on the admin's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laces.components import Component

from maillage.accounts.teams import edited_territories
from maillage_site.syndication.models import TakenUpPage
from maillage_site.syndication.offered import offered_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from laces.typing import RenderContext

    from maillage.accounts.models import User

SHOWN = 5


class TakenUpPanel(Component):
    """Pages that the person's portals took up, and that their owner has taken away."""

    order = 65
    template_name = "maillage_syndication/admin/panel.html"

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        lost = list(lost_pages(parent_context["request"].user)[: SHOWN + 1])
        return {"lost": lost[:SHOWN], "more": len(lost) > SHOWN}


def lost_pages(user: User) -> QuerySet[TakenUpPage]:
    """Those that their portal would show, if they were still published, public and offered."""
    taken = TakenUpPage.objects.filter(
        portal__territory__in=edited_territories(user), hidden=False
    ).exclude(page__in=offered_pages().order_by().values("pk"))
    return taken.select_related("page", "portal__territory").order_by("-modified_at", "pk")
