"""What editors may put in a text of a block."""

from __future__ import annotations

from wagtail.blocks import RichTextBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def short_text(**options: object) -> RichTextBlock:
    return RichTextBlock(features=SHORT_FEATURES, **options)
