"""What editors may put on a page about the search."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock


class SearchBoxBlock(StructBlock):
    """A field and its button, that lead to the results in the portal being read."""

    label = CharBlock(
        label=_("question above the field"),
        required=False,
        max_length=120,
        help_text=_("For example: What do you need help with?"),
    )

    class Meta:
        icon = "search"
        label = _("Search box")
        template = "maillage_search/search_box.html"
        preview_value: ClassVar = {"label": ""}
