"""What the admin shows to a territory's editor: their pages, and no door that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks
from wagtail.admin.site_summary import PagesSummaryItem

from maillage.accounts.teams import is_national
from maillage_site.rights.chooser_rows import put_files_in, with_what_is_told
from maillage_site.rights.guard import may_follow
from maillage_site.rights.home_panel import PortalPanel
from maillage_site.rights.own_listing import OwnPagesSummaryItem, narrow_filters
from maillage_site.rights.own_tree import browsable_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from laces.components import Component
    from wagtail.admin.menu import MenuItem


narrow_filters()
hooks.register("construct_admin_api", put_files_in, order=1000)


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages: QuerySet, request: HttpRequest) -> QuerySet:
    told = with_what_is_told(pages)
    if is_national(request.user):
        return told
    return told.filter(pk__in=browsable_pages(request.user).values("pk"))


@hooks.register("construct_main_menu", order=1000)
@hooks.register("construct_settings_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
@hooks.register("construct_help_menu", order=1000)
def show_open_doors(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take away the entries that the guard would refuse."""
    if not is_national(request.user):
        items[:] = [item for item in items if may_follow(request, item.url or "")]


@hooks.register("construct_document_chooser_queryset")
def with_collections(documents: QuerySet, _request: HttpRequest) -> QuerySet:
    """The list tells the collection of each."""
    return documents.select_related("collection")


@hooks.register("construct_homepage_summary_items", order=1000)
def count_own_pages(request: HttpRequest, items: list[Component]) -> None:
    if not is_national(request.user):
        items[:] = [
            OwnPagesSummaryItem(request) if isinstance(item, PagesSummaryItem) else item
            for item in items
        ]


@hooks.register("construct_homepage_panels")
def show_portal(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(PortalPanel())
