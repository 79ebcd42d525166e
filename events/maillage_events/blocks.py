"""Blocks for editors' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock

from maillage.blocks import PortalBlock
from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.generations.questions import ANY_MOMENT, Question
from maillage_events.models import Event, Occurrence
from maillage_events.presentation.cards import briefly_shown, cards

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
        wanted = value.get("count") or COUNT
        return {"cards": cards(announced(scope, wanted).rows(at=now), scope, at=now)}


@kept(PAGES)
def announced(scope: Scope, count: int) -> Question[Occurrence]:
    """The question, not the answer: writing it down takes longer than asking it."""
    dates = Occurrence.objects.listed().shown_in(scope).in_time_order()
    planned = {"status": Occurrence.Status.SCHEDULED, "event__status__in": Event.TAKES_PLACE}
    return Question(briefly_shown(dates.filter(**planned)).upcoming(ANY_MOMENT)[:count])
