"""Where the admin leads to the guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from maillage_site.guides.views import every, one

if TYPE_CHECKING:
    from django.urls import URLPattern


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("aide/", every, name="maillage_guides"),
        path("aide/<slug:slug>/", one, name="maillage_guides_one"),
    ]


@hooks.register("register_help_menu_item")
def entry() -> MenuItem:
    address = reverse_lazy("maillage_guides")
    return MenuItem(_("Guides"), address, icon_name="help", name="guides", order=100)
