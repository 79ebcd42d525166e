"""The base of blocks that show what a portal has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.blocks import StructBlock

from maillage.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wagtail.blocks import StructValue


def scope_of(context: Mapping[str, Any] | None) -> Scope:
    """The scope a template is rendered in; the national one outside a public request."""
    request = (context or {}).get("request")
    return getattr(request, "scope", None) or Scope()


class PortalBlock(StructBlock):
    """A block that shows what a portal has: places, events, topics, news.

    ``rows`` gives what the template needs; every field has a default, since a new portal's home
    holds the block with its default value. The template writes a section with its own heading,
    or nothing at all.
    """

    is_previewable = True  # Its default value says all there is to say.

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        """What the portal has to show, by template name."""
        return {}

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        scope = scope_of(parent_context)
        return {**context, "scope": scope, **self.rows(scope, value)}
