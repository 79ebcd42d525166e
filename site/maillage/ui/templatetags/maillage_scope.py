"""Links that stay in the reader's portal and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def scoped_url(context: Context, name: str, *args: object, **kwargs: object) -> str:
    """Path of a PORTAL route in the current scope; the national one when there is no request."""
    request = context.get("request")
    if request is None or not hasattr(request, "scope"):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return request.scope.url(name, *args, **kwargs)
