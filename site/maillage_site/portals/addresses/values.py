"""What templates and requests know of a portal: values, shared by all requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from django.urls import NoReverseMatch, reverse
from django.utils import translation

from maillage_site.portals.theme.addresses import Pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models import Page
    from wagtail.models.sites import SiteRootPath

    from maillage.scope import Scope


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


@dataclass(frozen=True)
class LocalizedPortal:
    """A portal in one language: its scope, its pages' links, its page's address and logo."""

    scope: Scope
    links: PageLinks = field(default_factory=PageLinks)
    homes: tuple[tuple[str, str], ...] = ()  # (language, address) of each translated home
    logo_url: str = ""
    pictures: Pictures = field(default_factory=Pictures)
    open: bool = True  # whether everybody may read its home
    phone: str = ""  # of somebody who answers, and when
    phone_hours: str = ""


def page_address(path: str, language: str) -> str:
    """Address of a page from its path under the site's root."""
    with translation.override(language):
        try:
            return reverse("wagtail_serve", args=(path,))
        except NoReverseMatch:
            return ""
