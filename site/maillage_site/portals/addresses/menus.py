"""Links to a portal's own pages: its menu, its footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from maillage.pages import readable
from maillage_site.portals.addresses.values import PageLink, PageLinks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models.sites import SiteRootPath

    from maillage_site.portals.models import PortalPage


def links_of(home: PortalPage, root_paths: Sequence[SiteRootPath]) -> PageLinks:
    """Live, public children: those shown in menus, and those an editor put in the footer."""
    children = readable(Page.objects.child_of(home).live()).specific()
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
