"""What the blocks of a home show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from maillage_site.home import news
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage.scope import Scope
    from maillage_site.home.models import ContentPage

register = template.Library()


@register.simple_tag
def latest_news(scope: Scope) -> ContentPage | None:
    return news.latest_news(scope)


@register.simple_tag
def territory_portals(scope: Scope) -> Sequence[Scope]:
    """Every portal of a territory, in the reader's language."""
    return snapshot().territory_scopes(scope.language)
