"""What waits for me, first thing on the home of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from laces.components import Component

from maillage_site.waiting.gathering import lines_for

if TYPE_CHECKING:
    from laces.typing import RenderContext


class WaitingPanel(Component):
    """Each kind with its number, the age of the oldest and the way there; or that nothing waits."""

    order = 40
    template_name = "maillage_site/waiting/panel.html"

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        return {"lines": lines_for(parent_context["request"].user, at=timezone.now())}
