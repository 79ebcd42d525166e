"""What hints say of the territory that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from maillage.scope import Scope
from maillage.territories import examples

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def near_a_town(context: Context) -> str:
    """“near Mâcon”: an example from the reader's portal."""
    request = context.get("request")
    return examples.near_a_town(getattr(request, "scope", None) or Scope())
