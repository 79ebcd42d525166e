"""What editors may put on a page about circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock

from maillage.blocks import PortalBlock
from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.generations.questions import Question
from maillage_community.models import Topic

if TYPE_CHECKING:
    from wagtail.blocks import StructValue

    from maillage.scope import Scope

SHOWN = 3


class LatestTopicsBlock(PortalBlock):
    """The latest questions answered in the public circles of the portal being read."""

    heading = CharBlock(label=_("heading"), required=False)
    count = IntegerBlock(label=_("number of topics"), default=SHOWN, min_value=1, max_value=10)

    class Meta:
        icon = "comment"
        label = _("Latest topics")
        template = "maillage_community/latest_topics.html"
        preview_value: dict = {"heading": "", "count": SHOWN}

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        return {"topics": latest_answered(scope, value.get("count") or SHOWN).rows()}


@kept(PAGES)
def latest_answered(scope: Scope, count: int) -> Question[Topic]:
    """The question, not the answer: writing it down takes longer than asking it."""
    topics = Topic.objects.public().shown_in(scope).answered().select_related("circle")
    return Question(topics.defer("body", "body_html").order_by("-last_activity_at")[:count])
