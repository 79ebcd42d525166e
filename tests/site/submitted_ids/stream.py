"""What a browser sends of a StreamField that holds one block, for each row that a block may name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.forms import BooleanField, ChoiceField, IntegerField, URLField
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model
    from django.forms import Widget
    from wagtail.blocks import Block

    Sent = dict[str, str]
    KeyOf = Callable[[type[Model]], object]
    # Where the block stands, what it names, what is sent once the key is known.
    Leaf = tuple[str, type[Model], Callable[[object], Sent]]

# Model → feature of the editor, kind of entity, what it holds.
ENTITIES = {
    Page: ("link", "LINK", lambda pk: {"id": pk, "url": "/", "parentId": 1}),
    get_document_model(): (
        "document-link",
        "DOCUMENT",
        lambda pk: {"id": pk, "url": "/", "filename": "x.txt"},
    ),
    get_image_model(): (
        "image",
        "IMAGE",
        lambda pk: {"id": pk, "src": "/", "alt": "x", "format": "fullwidth"},
    ),
}


def named_in_texts(widget: Widget) -> list[type[Model]]:
    """What the editor of that text may lead to."""
    return [kind for kind, (feature, *_rest) in ENTITIES.items() if feature in widget.features]


def rich_text(kind: type[Model] | None = None, pk: object = None) -> str:
    """A text of one word, which leads to that row."""
    entities, ranges, word, style = {}, [], "ici", "unstyled"
    if kind is not None:
        _feature, name, data = ENTITIES[kind]
        mutable = "IMMUTABLE" if name == "IMAGE" else "MUTABLE"
        entities["0"] = {"type": name, "mutability": mutable, "data": data(pk)}
        word, style = (" ", "atomic") if name == "IMAGE" else (word, style)
        ranges.append({"offset": 0, "length": len(word), "key": 0})
    block = {"key": "abcde", "text": word, "type": style, "depth": 0, "inlineStyleRanges": []}
    return json.dumps({"blocks": [{**block, "entityRanges": ranges}], "entityMap": entities})


def leaves(block: Block, prefix: str, own: KeyOf) -> Iterator[Leaf]:
    """Each place of a block, at any depth, where a row is named."""
    if isinstance(block, ChooserBlock):
        yield prefix, block.target_model, lambda pk: {prefix: str(pk)}
    elif isinstance(block, RichTextBlock):
        for kind in named_in_texts(block.field.widget):
            yield f"{prefix}:{kind.__name__}", kind, lambda pk, k=kind: {prefix: rich_text(k, pk)}
    elif isinstance(block, StructBlock):
        yield from _in_struct(block, prefix, own)
    elif isinstance(block, ListBlock):
        rest = _one(prefix)
        yield from _around(leaves(block.child_block, f"{prefix}-0-value", own), rest)
    elif isinstance(block, StreamBlock):
        for name, child in block.child_blocks.items():
            rest = {**_one(prefix), f"{prefix}-0-type": name}
            yield from _around(leaves(child, f"{prefix}-0-value", own), rest, name)


def _in_struct(block: StructBlock, prefix: str, own: KeyOf) -> Iterator[Leaf]:
    for name, child in block.child_blocks.items():
        rest = {}
        for other, sibling in block.child_blocks.items():
            if other != name:
                rest |= least(sibling, f"{prefix}-{other}", own)
        yield from _around(leaves(child, f"{prefix}-{name}", own), rest)


def _around(inner: Iterator[Leaf], rest: Sent, name: str = "") -> Iterator[Leaf]:
    for place, model, data in inner:
        yield f"{place}{':' * bool(name)}{name}", model, lambda pk, d=data: rest | d(pk)


def _one(prefix: str) -> Sent:
    return {
        f"{prefix}-count": "1",
        f"{prefix}-0-deleted": "",
        f"{prefix}-0-order": "0",
        f"{prefix}-0-id": "",
    }


def least(block: Block, prefix: str, own: KeyOf) -> Sent:
    """The least that the block accepts."""
    if isinstance(block, StructBlock):
        found = {}
        for name, child in block.child_blocks.items():
            found |= least(child, f"{prefix}-{name}", own)
        return found
    if isinstance(block, ListBlock):
        return {**_one(prefix), **least(block.child_block, f"{prefix}-0-value", own)}
    if isinstance(block, StreamBlock):
        return {f"{prefix}-count": "0"}
    if isinstance(getattr(block, "field", None), BooleanField):
        return {}
    return {prefix: _least_value(block, own)}


def _least_value(block: Block, own: KeyOf) -> str:
    if isinstance(block, RichTextBlock):
        return rich_text()
    if isinstance(block, ChooserBlock):
        return str(own(block.target_model)) if block.required else ""
    field = getattr(block, "field", None)
    if isinstance(field, ChoiceField):
        return next((str(key) for key, _label in field.choices if key), "")
    if isinstance(field, URLField):
        return "https://exemple.fr/" if field.required else ""
    return "1" if isinstance(field, IntegerField) else "essai"
