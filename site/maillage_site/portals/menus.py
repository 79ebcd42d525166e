"""Links to a portal's own pages: its menu, its footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.models import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models.sites import SiteRootPath

    from maillage_site.portals.models import PortalPage


@dataclass(frozen=True)
class PageLink:
    """A page of the portal, as menus show it."""

    label: str
    url: str
    summary: str = ""
    icon: str = ""

    @classmethod
    def to(cls, page: Page, root_paths: Sequence[SiteRootPath]) -> Self | None:
        """None for a page outside every site."""
        for root in root_paths:
            if page.url_path.startswith(root.root_path):
                url = page_address(page.url_path.removeprefix(root.root_path), root.language_code)
                summary, icon = getattr(page, "summary", ""), getattr(page, "menu_icon", "")
                return cls(page.title, url, summary, icon)
        return None


@dataclass(frozen=True)
class PageLinks:
    """What the pages of one portal add to its menu and to its footer."""

    menu: tuple[PageLink, ...] = ()
    footer: tuple[PageLink, ...] = ()


def page_address(path: str, language: str) -> str:
    """Address of a page from its path under the site's root."""
    with translation.override(language):
        try:
            return reverse("wagtail_serve", args=(path,))
        except NoReverseMatch:
            return ""


def links_of(portal: PortalPage, root_paths: Sequence[SiteRootPath]) -> PageLinks:
    """Live, public children: those shown in menus, and those an editor put in the footer."""
    children = Page.objects.child_of(portal).live().public().specific()
    menu, footer = [], []
    for page in children:
        link = PageLink.to(page, root_paths)
        if link is None or getattr(page, "is_portal", False):
            continue
        if page.show_in_menus:
            menu.append(link)
        if getattr(page, "in_footer", False):
            footer.append(link)
    return PageLinks(tuple(menu), tuple(footer))
