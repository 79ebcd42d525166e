"""The portal a page belongs to, known by its mark alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import Page


def portal_of(page: Page) -> Page | None:
    """The nearest page at or above it whose type says ``is_portal``."""
    for ancestor in page.get_ancestors(inclusive=True).order_by("-depth"):
        if getattr(ancestor.specific_class, "is_portal", False):
            return ancestor.specific
    return None
