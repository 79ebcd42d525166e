"""Blocks for editors' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock

from maillage.blocks import PortalBlock
from maillage_events.models import Event, Occurrence
from maillage_events.presentation import briefly_shown, cards

if TYPE_CHECKING:
    from wagtail.blocks import StructValue

    from maillage.scope import Scope

COUNT = 3


class NextEventsBlock(PortalBlock):
    """The next dates of the portal; nothing when none is announced."""

    title = CharBlock(label=_("Title"), required=False, max_length=100)
    count = IntegerBlock(label=_("Number of dates"), default=COUNT, min_value=1, max_value=12)

    class Meta:
        label = _("Next events")
        icon = "date"
        template = "maillage_events/blocks/next_events.html"
        preview_value = {"title": "", "count": COUNT}
        description = _("The next dates of the portal's agenda.")

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        now = timezone.now()
        dates = (
            Occurrence.objects.listed()
            .shown_in(scope)
            .upcoming(now)
            .filter(status=Occurrence.Status.SCHEDULED, event__status__in=Event.TAKES_PLACE)
            .in_time_order()
        )
        wanted = value.get("count") or COUNT
        return {"cards": cards(briefly_shown(dates)[:wanted], scope, at=now)}
