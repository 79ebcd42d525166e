"""The links that a page holds, wherever they stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from django.db.models import URLField
from wagtail.blocks import (
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructValue,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.blocks import Block
    from wagtail.models import Page

# What names a block, beside a link of its own.
NAMES = ("title", "name", "question", "label")


@dataclass(frozen=True)
class Found:
    """One link: to a page or a document by key, or to what is written."""

    where: str
    text: str
    page: int | None = None
    document: int | None = None
    href: str = ""


def links_of(page: Page) -> Iterator[Found]:
    """In the order of its fields. Mail, phone and anchors of the same page are no links here."""
    for field in page._meta.get_fields():
        value = getattr(page, field.name, None) if hasattr(field, "attname") else None
        if not value:
            continue
        if isinstance(field, StreamField):
            yield from _in_block(field.stream_block, value, field.name)
        elif isinstance(field, RichTextField):
            yield from _in_html(value, field.name)
        elif isinstance(field, URLField):
            yield Found(field.name, str(field.verbose_name), href=value)


def _in_block(block: Block, value: Any, where: str, name: str = "") -> Iterator[Found]:
    """``name``: what the block around is called, for links that have no words of their own."""
    if isinstance(block, StreamBlock):
        for child in value:
            yield from _in_block(child.block, child.value, f"{where}.{child.id}")
    elif isinstance(block, ListBlock):
        for child in value.bound_blocks:
            yield from _in_block(child.block, child.value, f"{where}.{child.id}")
    elif isinstance(value, StructValue):  # The value of a picture's block is the picture.
        own = next((str(value[key]) for key in NAMES if value.get(key)), name)
        for key, child in block.child_blocks.items():
            yield from _in_block(child, value.get(key), f"{where}.{key}", own)
    elif value:
        yield from _in_leaf(block, value, where, name)


def _in_leaf(block: Block, value: Any, where: str, name: str) -> Iterator[Found]:
    if isinstance(block, RichTextBlock):
        yield from _in_html(value.source, where)
    elif isinstance(block, PageChooserBlock):
        yield Found(where, name or str(value), page=value.pk)
    elif isinstance(block, DocumentChooserBlock):
        yield Found(where, name or str(value), document=value.pk)
    elif isinstance(block, URLBlock):
        yield Found(where, name or value, href=value)


def _in_html(html: str, where: str) -> Iterator[Found]:
    if "<a" not in html:
        return
    for link in BeautifulSoup(html, "html.parser").find_all("a"):
        text = " ".join(link.get_text(" ").split())
        kind, key = link.get("linktype", ""), link.get("id", "")
        if kind and key.isdecimal():
            keys = {kind: int(key)} if kind in {"page", "document"} else {}
            yield Found(where, text, **keys)
        elif link.get("href"):
            yield Found(where, text, href=link["href"].strip())
