"""Blocks of pages: those every page may hold, and the base of those that depend on the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from maillage.blocks.features import TEXT_FEATURES, short_text
from maillage.blocks.media import (
    DrawingBlock,
    FigureBlock,
    FilesBlock,
    PartnersBlock,
    VideoBlock,
)
from maillage.blocks.portal import PortalBlock, scope_of
from maillage.blocks.words import AccordionBlock, CalloutBlock, CardsBlock, FaqBlock, StepsBlock

if TYPE_CHECKING:
    from wagtail.blocks import Block

__all__ = ["PortalBlock", "TextBlock", "blocks_of_words", "page_blocks", "scope_of", "short_text"]


class TextBlock(RichTextBlock):
    """Titles, paragraphs, lists and links."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, "label": _("text"), **options})

    class Meta:
        icon = "pilcrow"
        template = "maillage/blocks/text.html"
        description = _("Titles, paragraphs, lists and links")
        preview_value = (
            "<h2>Créer une adresse e-mail</h2><p>Il faut dix minutes et un téléphone. "
            "Une aidante ou un aidant peut vous accompagner.</p>"
        )


def blocks_of_words() -> frozenset[str]:
    """Those that say all there is to say: no list, search or form of the portal."""
    return frozenset(name for name, _block in page_blocks())


def page_blocks() -> list[tuple[str, Block]]:
    """Blocks that every page may hold, by name."""
    return [
        ("text", TextBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("accordion", AccordionBlock()),
        ("faq", FaqBlock()),
        ("cards", CardsBlock()),
        ("figure", FigureBlock()),
        ("drawing", DrawingBlock()),
        ("files", FilesBlock()),
        ("partners", PartnersBlock()),
        ("video", VideoBlock()),
    ]
