"""Below the slug that a circle has left: its door, its topics, its feed, its rows of the API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maillage_community.models import FormerCircleSlug

if TYPE_CHECKING:
    from maillage.scope import Scope

CIRCLE = re.compile(r"(?P<above>communautes/|api/circles/)(?P<slug>[-\w]+)(?P<below>/.*)")


def find(path: str, scope: Scope) -> str:
    """A circle's slug is public whatever its visibility, and says nothing of what is below."""
    asked = CIRCLE.fullmatch(path)
    if asked is None:
        return ""
    former = FormerCircleSlug.objects.select_related("holder").filter(slug=asked["slug"]).first()
    if former is None:
        return ""
    return f"{scope.url_prefix}/{asked['above']}{former.holder.slug}{asked['below']}"
