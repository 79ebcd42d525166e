"""Lists of pages on the admin's home, for Wagtail's, which ask more for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from maillage_site.reviews.pages_of_mine import (
    AWAITING_REVIEW,
    edited_by,
    locked_by,
    submitted_by,
    to_review,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from laces.typing import RenderContext

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage_site.reviews.pages_of_mine import Row


class PagesPanel(Component):
    """Pages of the person's with a link to edit each; nothing when there is none."""

    template_name = "maillage_site/reviews/panel.html"

    def __init__(
        self, name: str, heading: Text, order: int, rows: Callable[[User], Iterable[Row]]
    ) -> None:
        self.name, self.heading, self.order, self.rows = name, heading, order, rows

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        rows = list(self.rows(parent_context["request"].user))
        return {"name": self.name, "heading": self.heading, "rows": rows}


INSTEAD = {
    WorkflowObjectsToModeratePanel: PagesPanel(
        AWAITING_REVIEW, _("Awaiting your review"), 220, to_review
    ),
    UserObjectsInWorkflowModerationPanel: PagesPanel(
        "objects-in-workflow", _("Your pages that wait for a review"), 210, submitted_by
    ),
    RecentEditsPanel: PagesPanel("recent-edits", _("Your most recent edits"), 250, edited_by),
    LockedPagesPanel: PagesPanel("locked-pages", _("Your locked pages"), 300, locked_by),
}


def replace_stock_panels(panels: list[Component]) -> None:
    """In the list of the hook ``construct_homepage_panels``; others' panels stay."""
    panels[:] = [INSTEAD.get(type(panel), panel) for panel in panels]
