"""What a portal has taken up, as its readers meet it; kept in memory while no page changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.pages import readable
from maillage_site.home.models import ContentPage
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.addresses.values import PageLink
from maillage_site.syndication.models import TakenUpPage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from maillage.scope import Scope

ROUTE = "syndication:page"


@dataclass(frozen=True)
class Here:
    """A page of elsewhere in the portal being read, in its language.

    ``address`` is the one in the portal, ``source`` the page's own; ``owner`` the name of the
    territory that wrote it, "" for the nation.
    """

    taken_up: int
    key: UUID
    page: int
    slug: str
    address: str
    source: str
    owner: str
    pinned: bool


@kept(PAGES)
def pages_here(scope: Scope) -> Mapping[UUID, Here]:
    """By translation key, those that everybody may read; none in the nation's portal."""
    if scope.territory is None:
        return {}
    taken = TakenUpPage.objects.in_portal_of(scope.territory).shown()
    by_key = {
        one.page.translation_key: one for one in taken.select_related("page", "owner__territory")
    }
    pages = readable(ContentPage.objects.live()).filter(
        translation_key__in=by_key, locale__language_code=scope.language, alias_of=None
    )
    roots = snapshot().root_paths
    links = ((page, PageLink.to(page, roots)) for page in pages)
    return {
        page.translation_key: _here(by_key[page.translation_key], page, link.url, scope)
        for page, link in links
        if link
    }


def _here(taken: TakenUpPage, page: ContentPage, source: str, scope: Scope) -> Here:
    territory = taken.owner.territory
    return Here(
        taken_up=taken.pk,
        key=page.translation_key,
        page=page.pk,
        slug=taken.slug,
        address=scope.url(ROUTE, slug=taken.slug),
        source=source,
        owner=territory.name if territory else "",
        pinned=taken.pinned,
    )


def here_at(slug: str, scope: Scope) -> Here | None:
    return next((one for one in pages_here(scope).values() if one.slug == slug), None)


def address_here(source: str, scope: Scope) -> str:
    """Where the page of that address is read in the portal; "" when it did not take it up."""
    found = (one.address for one in pages_here(scope).values() if one.source == source)
    return next(found, "")
