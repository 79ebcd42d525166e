"""What editors may put on a page about circles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock

from maillage.scope import Scope
from maillage_community.models import Topic


class LatestTopicsBlock(StructBlock):
    """The latest public topics of the portal being read, answered ones first choice."""

    heading = CharBlock(label=_("heading"), required=False)
    count = IntegerBlock(label=_("number of topics"), default=3, min_value=1, max_value=10)

    class Meta:
        icon = "comment"
        label = _("Latest topics")
        template = "maillage_community/latest_topics.html"
        preview_value: dict = {"heading": "", "count": 3}

    def get_context(self, value: dict, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        scope = getattr(context.get("request"), "scope", None) or Scope()
        topics = Topic.objects.public().shown_in(scope).answered().select_related("circle")
        context["topics"] = topics.order_by("-last_activity_at")[: value.get("count") or 3]
        return context
