"""What waits for the nation's answer, on the admin's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laces.components import Component

from maillage.permissions import may_everywhere
from maillage_site.syndication.models import PageProposal

if TYPE_CHECKING:
    from laces.typing import RenderContext


class ProposedPanel(Component):
    """How many pages wait, for those who answer."""

    order = 66
    template_name = "maillage_syndication/admin/proposed_panel.html"

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        answers = may_everywhere(parent_context["request"].user, "answer", PageProposal)
        return {"waiting": PageProposal.objects.waiting().count() if answers else 0}
