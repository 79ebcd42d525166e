"""The links to mend, each team's of its own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from maillage.accounts.teams import is_national
from maillage.permissions import verb_required
from maillage_site.links.models import PageLink
from maillage_site.links.wording import wrong_with
from maillage_site.portals.models import PortalPage
from maillage_site.rights.own_tree import own_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User
    from maillage_site.links.models import PageLinkQuerySet

PER_PAGE = 50


@verb_required("change", Page)
@require_safe
def broken_links(request: HttpRequest) -> HttpResponse:
    links = broken_links_of(request.user).in_order().with_what_is_told()
    page = Paginator(links, PER_PAGE).get_page(request.GET.get("p"))
    told = list(_told(list(page)))
    context = {"page_obj": page, "links": told}
    return TemplateResponse(request, "maillage_site/links/report.html", context)


def broken_links_of(user: User) -> PageLinkQuerySet:
    """Of the pages of the person's portals; of all of them for the nation."""
    broken = PageLink.objects.broken()
    return broken if is_national(user) else broken.filter(page__in=own_pages(user))


def _told(links: Sequence[PageLink]) -> Iterator[dict[str, object]]:
    portals = _portals()
    for link in links:
        edit = reverse("wagtailadmin_pages:edit", args=[link.page_id])
        yield {
            "link": link,
            "portal": _nearest(portals, link.page.path),
            "wrong": wrong_with(link),
            "field": f"{edit}#:w:contentpath={link.where}",
        }


def _nearest(portals: Mapping[str, str], path: str) -> str:
    ends = range(len(path), 0, -Page.steplen)
    return next((portals[path[:end]] for end in ends if path[:end] in portals), "")


def _portals() -> dict[str, str]:
    return dict(PortalPage.objects.values_list("path", "title"))
