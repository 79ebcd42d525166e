"""What the templates of events need."""

from __future__ import annotations

import json

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def json_ld(value: dict[str, object]) -> SafeString:
    """A value inside ``<script type="application/ld+json">``, which it cannot close."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- escaped just here
