"""Pages of elsewhere in the lists of a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from maillage_site.syndication.here import Here, pages_here

if TYPE_CHECKING:
    from django.template import Context

    from maillage_site.home.models import ContentPage

register = template.Library()


@register.simple_tag(takes_context=True)
def read_here(context: Context, page: ContentPage) -> Here | None:
    """How the portal being read has taken it up; None for a page that it has not."""
    return pages_here(context["request"].scope).get(page.translation_key)
