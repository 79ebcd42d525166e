"""What is left to do in one's portal, on the admin's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from laces.components import Component

from maillage.accounts.teams import edited_territories
from maillage_site.progress.checklist import checklists
from maillage_site.progress.portal_steps import homes_of
from maillage_site.progress.reading import one_reading
from maillage_site.progress.ways import ways

if TYPE_CHECKING:
    from laces.typing import RenderContext

    from maillage.territories.models import Territory


class ChecklistPanel(Component):
    """The steps of the person's portals, those that are not complete.

    Each leads where the person may take it, or says who may.
    """

    order = 60
    template_name = "maillage_site/progress/panel.html"

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        request = parent_context["request"]
        own = edited_territories(request.user)
        with one_reading():
            found = checklists(_with_a_portal(own), timezone.localdate()) if own else []
        left = [one for one in found if not one.complete]
        return {"checklists": ways(left, request)}


def _with_a_portal(territories: list[Territory]) -> list[Territory]:
    opened = {home.portal.territory_id for home in homes_of(territories)}
    return [territory for territory in territories if territory.pk in opened]
