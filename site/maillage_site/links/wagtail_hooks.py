"""The report of links to mend, among the admin's reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from maillage.viewsets import VerbMenuItem
from maillage_site.links import views

if TYPE_CHECKING:
    from django.urls import URLPattern


@hooks.register("register_admin_urls")
def report_url() -> list[URLPattern]:
    return [path("liens/", views.broken_links, name="maillage_broken_links")]


@hooks.register("register_reports_menu_item")
def report_entry() -> VerbMenuItem:
    address = reverse("maillage_broken_links")
    return VerbMenuItem(
        _("Links to mend"), address, name="broken-links", icon_name="link", order=50
    )
