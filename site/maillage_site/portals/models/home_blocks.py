"""Blocks of a portal's home that need no plugin, as its body declares them.

They stand below the pages that hold them: what they show is asked for by their templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from maillage.blocks import PortalBlock
from maillage.ui.navigation import contributed_links

if TYPE_CHECKING:
    from wagtail.blocks import Block, StructValue


MOST_BIG_LINKS = 4


class BigLinksBlock(StructBlock):
    """The ways into the portal: what plugins bring, then the pages of its menu."""

    is_previewable = True  # What it shows does not depend on what is written in it.

    class Meta:
        icon = "link"
        label = _("big links")
        template = "maillage_home/blocks/big_links.html"
        description = _("Find a place, agenda, communities, resources")

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        request = (parent_context or {}).get("request")
        if not hasattr(request, "portal"):
            return context
        # What has no word of explanation (the search) is a tool of the menu, not a way in.
        ways = [link for link in contributed_links(request.scope, "main") if link.summary]
        links = [*ways, *request.portal.links.menu]
        return {**context, "links": links[:MOST_BIG_LINKS]}


class LatestNewsBlock(PortalBlock):
    """The latest news of the territory."""

    title = CharBlock(default=_("In the news"), max_length=80, label=_("title"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("latest news")
        template = "maillage_home/blocks/latest_news.html"
        description = _("The latest page published in the news")


class ChooseTerritoryBlock(PortalBlock):
    """The way to one's own portal, by commune; and the list of portals."""

    title = CharBlock(default=_("Your territory"), max_length=80, label=_("title"))

    class Meta:
        icon = "site"
        label = _("choice of a territory")
        template = "maillage_home/blocks/choose_territory.html"
        description = _("A field for the commune, and the list of portals")


def home_blocks() -> list[tuple[str, Block]]:
    """Blocks that only a home holds."""
    return [
        ("big_links", BigLinksBlock()),
        ("choose_territory", ChooseTerritoryBlock()),
        ("latest_news", LatestNewsBlock()),
    ]
