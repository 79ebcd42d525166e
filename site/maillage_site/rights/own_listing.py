"""Names and counts in Wagtail's own screens: those of the person's trees, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import PageLogEntry, Site

from maillage_site.rights.own_tree import browsable_pages, own_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from laces.typing import RenderContext


def owners(request: HttpRequest) -> QuerySet:
    """Whom the explorer's filter offers: those who own a page that the person may see there."""
    owned = own_pages(request.user).exclude(owner=None).order_by()
    return get_user_model().objects.filter(pk__in=owned.values("owner"))


def last_editors(request: HttpRequest) -> QuerySet:
    edits = PageLogEntry.objects.filter(action="wagtail.edit", user__isnull=False)
    edits = edits.filter(page__in=own_pages(request.user).order_by())
    return get_user_model().objects.filter(pk__in=edits.order_by().values("user"))


def sites(request: HttpRequest) -> QuerySet:
    return Site.objects.filter(root_page__in=browsable_pages(request.user).order_by())


OFFERED: dict[str, Callable[[HttpRequest], QuerySet]] = {
    "owner": owners,
    "edited_by": last_editors,
    "site": sites,
}


def narrow_filters() -> None:
    """Wagtail offers everybody: its filters are shared by every list of pages."""
    for name, offered in OFFERED.items():
        PageFilterSet.declared_filters[name].queryset = offered


class OwnPagesSummaryItem(PagesSummaryItem):
    """Wagtail counts from the first common ancestor: with two languages, the whole site."""

    def get_context_data(self, parent_context: RenderContext) -> dict[str, object]:
        context = super().get_context_data(parent_context)
        return {**context, "total_pages": own_pages(self.request.user).count()}
