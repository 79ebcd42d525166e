"""What the admin's block picker shows of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django.template import Context
    from wagtail.blocks import BoundBlock

register = template.Library()


@register.simple_tag(takes_context=True)
def sample(context: Context, bound_block: BoundBlock) -> SafeString:
    """The block as a page shows it; nothing, not even spaces, when it has nothing to show."""
    shown = str(bound_block.render_as_block(context.flatten()))
    return mark_safe(shown.strip())  # noqa: S308 -- what a block's own template has escaped
