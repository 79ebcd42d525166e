"""Above a page that somebody proposed: who, and what a decision does."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class ProposalPanel(Panel):
    """Shown as long as nobody has decided."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "maillage_events/admin/proposal.html"

        def is_shown(self) -> bool:
            return hasattr(self.instance, "proposal")

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            rights = self.instance.permissions_for_user(self.request.user)
            may_refuse = rights.can_publish() and rights.can_delete()
            return {**context, "proposal": self.instance.proposal, "may_refuse": may_refuse}
