"""Pages taken up, in the admin: addresses, menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from maillage.viewsets import VerbMenuItem
from maillage_site.syndication import views
from maillage_site.syndication.panels import TakenUpPanel

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern
    from laces.components import Component


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("pages-offertes/", views.offered, name="maillage_syndication_offered"),
        path(
            "pages-offertes/<int:page_id>/<int:territory>/",
            views.taken,
            name="maillage_syndication_taken",
        ),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> VerbMenuItem:
    url = reverse("maillage_syndication_offered")
    return VerbMenuItem(
        _("Pages to take up"), url, name="pages-to-take-up", icon_name="download", order=110
    )


@hooks.register("construct_homepage_panels")
def show_panel(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(TakenUpPanel())
