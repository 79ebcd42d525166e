"""The words of a page, passage by passage, with where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructValue,
)
from wagtail.blocks import TextBlock as PlainTextBlock
from wagtail.fields import RichTextField, StreamField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.blocks import Block
    from wagtail.models import Page

PASSAGES = ("p", "li", "h2", "h3", "h4", "blockquote")


@dataclass(frozen=True)
class Passage:
    """A title, a paragraph or an item of a list."""

    where: str
    text: str


def passages(page: Page) -> Iterator[Passage]:
    """In the order of a page's fields: title, summary, then what it is made of."""
    yield Passage("title", page.title)
    summary = getattr(page, "summary", "")
    if summary:
        yield Passage("summary", summary)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _in_block(field.stream_block, getattr(page, field.name), field.name)
        elif isinstance(field, RichTextField):
            yield from _in_html(getattr(page, field.name), field.name)


def _in_block(block: Block, value: Any, where: str) -> Iterator[Passage]:
    if isinstance(block, StreamBlock):
        for child in value:
            yield from _in_block(child.block, child.value, f"{where}.{child.id}")
    elif isinstance(block, ListBlock):
        for child in value.bound_blocks:
            yield from _in_block(child.block, child.value, f"{where}.{child.id}")
    elif isinstance(value, StructValue):  # The value of a picture's block is the picture.
        for name, child in block.child_blocks.items():
            yield from _in_block(child, value.get(name), f"{where}.{name}")
    elif isinstance(block, RichTextBlock) and value:
        yield from _in_html(value.source, where)
    elif isinstance(block, CharBlock | PlainTextBlock) and value:
        yield Passage(where, str(value))


def _in_html(html: str, where: str) -> Iterator[Passage]:
    for part in BeautifulSoup(html or "", "html.parser").find_all(PASSAGES):
        if part.find(PASSAGES):
            continue  # What it holds is read by itself.
        for line_break in part.find_all("br"):
            line_break.replace_with(". ")
        text = " ".join(part.get_text().split())
        if text:
            yield Passage(where, text)
