"""Where a page ends: with somebody who helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from maillage.help import HelpQuery, help_for
from maillage.scope import Scope
from maillage.themes.needs import need_in, need_of_theme

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.inclusion_tag("maillage/components/help.html", takes_context=True)
def help_offers(context: Context, *texts: str, theme: str = "") -> dict[str, object]:
    """Who helps with what the page is about: the first need that its texts tell of, or its theme's.

    Nothing at all when no plugin offers help.
    """
    scope = getattr(context.get("request"), "scope", None) or Scope()
    need = next(filter(None, map(need_in, texts)), None) or need_of_theme(theme)
    query = HelpQuery(scope=scope, at=timezone.now(), need=need, theme=theme, brief=True)
    return {"helps": help_for(query)}
