"""Where each text of a translation stands, told apart from those that bear the same label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail_localize.views import edit_translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wagtail.blocks import Block
    from wagtail.models import Page

    Location = dict[str, object]

BETWEEN = " – "


def tell_texts_apart() -> None:
    """Once, when the apps are ready: “Steps 2 – title” for wagtail-localize's “steps”."""
    stock = edit_translation.get_segment_location_info
    edit_translation.get_segment_location_info = _told_apart(stock)


def _told_apart(stock: Callable[..., Location]) -> Callable[..., Location]:
    def location(
        page: Page, tabs: object, content_path: str, *rest: object, **more: object
    ) -> Location:
        found = stock(page, tabs, content_path, *rest, **more)
        name, *ids = content_path.split(".")
        if isinstance(page._meta.get_field(name), StreamField) and ids:
            return {**found, **_labels(getattr(page, name), ids)}
        return found

    return location


def _labels(body: Any, ids: list[str]) -> dict[str, str]:
    """Of the block of that id, numbered when there are others of its kind, and of what it holds."""
    child = next((one for one in body if one.id == ids[0]), None)
    if child is None:
        return {}
    alike = (one.id for one in body if one.block_type == child.block_type)
    field = _numbered(str(child.block.label), ids[0], alike)
    inside = _inside(child.block, child.value, ids[1:])
    return {"field": capfirst(field), **({"subField": capfirst(inside)} if inside else {})}


def _inside(block: Block, value: Any, ids: list[str]) -> str:
    labels: list[str] = []
    for one in ids:
        if isinstance(block, StructBlock):
            # The value of some of them is no mapping: Wagtail's image with its alternative text.
            value = value.get(one) if isinstance(value, Mapping) else None
            block = block.child_blocks[one]
            labels.append(str(block.label))
        elif isinstance(block, ListBlock | StreamBlock) and value is not None:
            items = value.bound_blocks if isinstance(block, ListBlock) else list(value)
            item = next((each for each in items if each.id == one), None)
            if item is None:
                break
            label = labels.pop() if labels else str(item.block.label)
            labels.append(_numbered(label, one, (each.id for each in items)))
            block, value = item.block, item.value
        else:
            break
    return BETWEEN.join(filter(None, labels))


def _numbered(label: str, one: str, alike: Iterable[str]) -> str:
    ids = list(alike)
    return f"{label} {ids.index(one) + 1}" if len(ids) > 1 else label
