"""Contents by what they help with, as the reader of a list chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from maillage.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_site.home.querysets import ContentPageQuerySet


class Choice(NamedTuple):
    """A theme, what it would leave in the list, and whether it is the one being read."""

    value: str
    label: str
    number: int
    chosen: bool


def chosen(query: Mapping[str, str]) -> str:
    """``?theme=sante``; a theme that does not exist is no choice."""
    theme = query.get("theme", "")
    return theme if theme in Theme.values else ""


def choices(found: ContentPageQuerySet, theme: str) -> list[Choice]:
    """The themes that have something, in their order; none when there is no choice to make."""
    counted = found.order_by().exclude(theme="").values_list("theme").annotate(number=Count("pk"))
    numbers = dict(counted)
    there = [one for one in Theme if numbers.get(one) or one == theme]
    if len(there) < 2:
        return []
    return [Choice(one, one.label, numbers.get(one, 0), one == theme) for one in there]
