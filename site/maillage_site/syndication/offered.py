"""What may be taken up, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page

from maillage.pages import readable
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.home.sections import Section
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.syndication.models import PageProposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage_site.home.querysets import ContentPageQuerySet


def offered_pages() -> ContentPageQuerySet:
    """Those that everybody may read and that their owner offers, in the language of the site."""
    written = ContentPage.objects.live().filter(
        alias_of=None, locale__language_code=DEFAULT_LANGUAGE
    )
    accepted = PageProposal.objects.accepted().order_by().values("page")
    offered = Q(shared=True) | Q(offered=True) | Q(pk__in=accepted)
    return readable(written).filter(offered)


def owners_of(pages: Iterable[Page]) -> dict[int, Portal]:
    """Page → the portal that it stands in, in one query."""
    homes = PortalPage.objects.select_related("portal__territory").only("path", "portal")
    by_path = {home.path: home.portal for home in homes}
    found = {}
    for page in pages:
        ends = range(len(page.path), 0, -Page.steplen)
        above = (by_path[page.path[:end]] for end in ends if page.path[:end] in by_path)
        portal = next(above, None)
        if portal is not None:
            found[page.pk] = portal
    return found


def sections_of(portal: Portal) -> list[str]:
    """The sections that the portal has a list for, in the order in which they are declared."""
    homes = portal.pages.filter(language__language_code=DEFAULT_LANGUAGE)
    lists = IndexPage.objects.live()
    held = {one.section for home in homes for one in lists.child_of(home)}
    return [section for section in Section.values if section in held]


def section_of(page: ContentPage) -> str:
    """That of the list the page stands in; a page that stands in none is a plain one."""
    above = IndexPage.objects.ancestor_of(page).values_list("section", flat=True).first()
    return above or Section.PAGES
