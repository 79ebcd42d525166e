"""Pictures of a page, with the sizes they are shown in, read in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.blocks import StreamValue


def with_renditions(body: StreamValue) -> list:
    """The blocks of a body, whose pictures know their renditions."""
    children = list(body)
    pictures = [image for child in children for image in _images(child.value)]
    if pictures:
        prefetch_related_objects(pictures, "renditions")
    return children


def _images(value: object) -> Iterator[AbstractImage]:
    """Pictures in a block's value, however deep."""
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _images(part)
    elif isinstance(value, (list, tuple)) or hasattr(value, "bound_blocks"):
        for part in value:
            yield from _images(part)
