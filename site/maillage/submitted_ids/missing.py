"""What a text or a block names and is there no more: Wagtail forgets it without a word."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import (
    ChooserBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
)
from wagtail.blocks.base import BlockField
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import extract_references_from_rich_text

from maillage.submitted_ids.usable import Reference, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from django.forms import Field
    from wagtail.blocks import Block

_noted: ContextVar[set[Reference] | None] = ContextVar("maillage_missing_choices", default=None)


def note_missing_choices() -> None:
    """Once: Wagtail's choosers read the key of a row that is not there as no choice at all."""
    stock: Callable[..., object] = ChooserBlock.value_from_form

    @wraps(stock)
    def value_from_form(block: ChooserBlock, value: object) -> object:
        found = stock(block, value)
        noted = _noted.get()
        if noted is not None and found is None and value is not None:
            noted.add(Reference.to(block.model_class, value))
        return found

    setattr(ChooserBlock, "value_from_form", value_from_form)  # noqa: B010 -- not for the type


@contextmanager
def noting_missing() -> Generator[set[Reference]]:
    """What choosers of blocks were sent meanwhile that names no row."""
    noted: set[Reference] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def missing_in(field: Field, stored: Any) -> set[Reference]:
    """Of what is stored for that field of a form: the rows it names that are gone."""
    named: set[Reference] = set()
    if isinstance(field, BlockField) and isinstance(stored, StreamValue):
        named = set(_of_stream(field.block, stored.raw_data))
    elif isinstance(field.widget, DraftailRichTextArea):
        named = set(_of_text(stored))
    return unknown(named)


def _of(block: Block, raw: Any) -> Iterator[Reference]:
    """What a block names, as it is stored: keys, where its value has nothing any more."""
    if raw is None:
        return
    if isinstance(block, StreamBlock):
        yield from _of_stream(block, raw)
    elif isinstance(block, ListBlock):
        for item in raw:
            is_item = isinstance(item, dict) and item.get("type") == "item"
            yield from _of(block.child_block, item["value"] if is_item else item)
    elif isinstance(block, StructBlock):
        if isinstance(block, ImageBlock) and not isinstance(raw, dict):
            raw = {"image": raw}
        for name, child in block.child_blocks.items():
            yield from _of(child, raw.get(name))
    elif isinstance(block, ChooserBlock):
        yield Reference.to(block.model_class, raw)
    elif isinstance(block, RichTextBlock):
        yield from _of_text(raw)


def _of_stream(block: StreamBlock, raw: Any) -> Iterator[Reference]:
    for item in raw:
        child = block.child_blocks.get(item["type"])
        if child is not None:
            yield from _of(child, item["value"])


def _of_text(html: Any) -> Iterator[Reference]:
    for model, pk, *_path in extract_references_from_rich_text(str(html or "")):
        yield Reference.to(model, pk)
