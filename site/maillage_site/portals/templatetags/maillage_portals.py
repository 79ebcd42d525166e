"""Drawing the blocks of a page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from maillage_site.portals.pictures import with_renditions

if TYPE_CHECKING:
    from django.template import Context
    from wagtail.blocks import StreamValue

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag(takes_context=True)
def page_body(context: Context, body: StreamValue) -> SafeString:
    """Every block in turn; one that fails is logged and left out, the page remains."""
    parent = context.flatten()
    drawn = []
    for child in with_renditions(body):
        try:
            drawn.append(child.render(context=parent))
        except Exception:
            logger.exception("block %s could not be drawn", child.block_type)
    return mark_safe("\n".join(drawn))  # noqa: S308 -- each block escapes its own values
