"""The rows that the value of a form field names, and the value without some of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.forms import ModelChoiceField, ModelMultipleChoiceField
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StreamValue, StructBlock
from wagtail.blocks.base import BlockField
from wagtail.blocks.list_block import ListValue
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText, extract_references_from_rich_text

from maillage.submitted_ids.usable import Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import Model
    from django.forms import Field
    from wagtail.blocks import Block

ENTITY = re.compile(r"<(a|embed)\b[^>]*>")


def references(field: Field, value: Any) -> set[Reference]:
    """What a value names, as typed (keys) or as stored (rows): choices, blocks, links of a text."""
    if isinstance(field, BlockField):
        return set(_in_block(field.block, value))
    if isinstance(field, ModelChoiceField):
        return {Reference.to(field.queryset.model, key) for key in _keys(field, value)}
    if isinstance(field.widget, DraftailRichTextArea):
        return set(_in_text(value or ""))
    return set()


def without(field: Field, value: Any, refused: Collection[Reference]) -> object:
    """The value of a field of the form, without what is refused."""
    if isinstance(field, BlockField):
        return _prune(field.block, value, refused)
    if isinstance(field, ModelMultipleChoiceField):
        model = field.queryset.model
        return [one for one in value if Reference.to(model, _key(field, one)) not in refused]
    if isinstance(field, ModelChoiceField):
        return None
    return _unlink(value, refused)


def _keys(field: ModelChoiceField, value: Any) -> list[object]:
    if value in field.empty_values:
        return []
    several = isinstance(field, ModelMultipleChoiceField)
    return [_key(field, one) for one in (value if several else [value])]


def _key(field: ModelChoiceField, one: Any) -> object:
    """Of a row, or of what was typed: a primary key, or the field that names the choice."""
    if isinstance(one, field.queryset.model):
        return one.pk
    name = field.to_field_name
    if not name or name == field.queryset.model._meta.pk.name:
        return one
    found = field.queryset.filter(**{name: one}).values_list("pk", flat=True).first()
    return one if found is None else found


def _in_block(block: Block, value: Any) -> Iterator[Reference]:
    if value is not None:
        for model, pk, *_path in block.extract_references(value):
            yield Reference.to(model, pk)


def _in_text(html: str) -> Iterator[Reference]:
    for model, pk, *_path in extract_references_from_rich_text(html):
        yield Reference.to(model, pk)


def _prune(block: Block, value: Any, refused: Collection[Reference]) -> object:
    """A block in the middle of others is emptied, what stands around it stays."""
    if refused.isdisjoint(_in_block(block, value)):
        return value
    if isinstance(block, StreamBlock):
        kept = [(c.block_type, _prune(c.block, c.value, refused), c.id) for c in value]
        return StreamValue(block, kept)
    if isinstance(block, ListBlock):
        return ListValue(
            block,
            bound_blocks=[
                ListValue.ListChild(c.block, _prune(c.block, c.value, refused), id=c.id)
                for c in value.bound_blocks
            ],
        )
    if isinstance(block, StructBlock) and not isinstance(block, ImageBlock):
        children = block.child_blocks.items()
        kept = {name: _prune(child, value[name], refused) for name, child in children}
        return block.meta.value_class(block, kept)
    if isinstance(block, RichTextBlock):
        return RichText(_unlink(value.source, refused))
    return block.get_default()


def _unlink(html: str, refused: Collection[Reference]) -> str:
    """The words of a link stay; a picture goes."""

    def cut(tag: re.Match[str]) -> str:
        if refused.isdisjoint(_in_text(tag[0])):
            return tag[0]
        return "<a>" if tag[1] == "a" else ""

    return ENTITY.sub(cut, html)


def model_names(refused: Collection[Reference]) -> list[str]:
    """The kinds of what is refused, in the language of the admin."""
    models: set[type[Model]] = {reference.model for reference in refused}
    return sorted(str(model._meta.verbose_name) for model in models)
