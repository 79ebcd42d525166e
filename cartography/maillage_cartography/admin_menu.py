"""One entry of the admin's menu for all that keeps places true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from maillage.accounts.teams import is_coordinator

if TYPE_CHECKING:
    from django.http import HttpRequest

# Name of the view in the admin's own addresses, words, icon; in the order of the menu.
PAGES = (
    ("proposals", _("What sources propose"), "check"),
    ("readers", _("What readers say"), "comment"),
    ("duplicates", _("Possible duplicates"), "copy"),
    ("to-check", _("Places to check"), "date"),
    ("withdrawn", _("Withdrawn places"), "bin"),
    ("imports", _("Import places"), "upload"),
)


class CoordinatorsItem(MenuItem):
    """Shown to who keeps places."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user)


def keeping_menu() -> SubmenuMenuItem:
    items = [
        CoordinatorsItem(
            label,
            reverse(f"maillage_cartography_admin:{name}"),
            name=f"places-{name}",
            icon_name=icon,
            order=order,
        )
        for order, (name, label, icon) in enumerate(PAGES)
    ]
    return SubmenuMenuItem(
        _("Keep places true"), Menu(items=items), name="keeping", icon_name="check", order=210
    )
