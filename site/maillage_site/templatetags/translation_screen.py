"""What our screen of a translation has and wagtail-localize's has not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from maillage_site.translations.rights import may_propose

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.filter
def without_alias(props: str) -> str:
    """What its script is given: nobody turns a translation back into a copy."""
    given = json.loads(props)
    given["links"]["convertToAliasUrl"] = None
    return json.dumps(given, cls=DjangoJSONEncoder)


@register.simple_tag(takes_context=True)
def propose_address(context: Context) -> str:
    """Where the person asks for its publication; nothing for who publishes it, or may not."""
    page, translation = context["instance"], context["translation"]
    if context["page_perms"].can_publish() or not may_propose(
        context["request"].user, page, translation
    ):
        return ""
    return reverse("maillage_translation_propose", args=[translation.pk])
