"""Why two places look alike, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

SAID_FROM = 50  # percent: less alike than that is told as different
APART = 1000  # metres


def said(reasons: Iterable[list]) -> list[str]:
    """``[["phone", ""], ["metres", 12], ["name", 92]]`` → same phone, 12 m apart, name 92 %."""
    return [words for kind, value in reasons if (words := _words(kind, value))]


def _words(kind: str, value: int | str) -> str:
    if kind == "metres":
        return _distance(int(value))
    if kind == "name":
        return _("name alike at %(percent)s %%") % {"percent": value}
    if kind == "address":
        if int(value) < SAID_FROM:
            return _("another address") if value else ""
        return _("address alike at %(percent)s %%") % {"percent": value}
    fixed = {
        "phone": _("same phone"),
        "mail": _("same mail address"),
        "pivot": _("same SIRET, RNA or RIDET"),
        "sheet": _("same accessibility sheet"),
        "moving": _("one of the two is itinerant"),
        "source": _("both from the same source"),
    }
    return fixed.get(kind, "")


def _distance(metres: int) -> str:
    if metres == 0:
        return _("at the same point")
    if metres < APART:
        return _("%(metres)s m apart") % {"metres": metres}
    return _("%(km)s km apart") % {"km": round(metres / 1000)}
