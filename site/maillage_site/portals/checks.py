"""Pages whose address a route has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 -- Django's name
from django.db import DatabaseError
from wagtail.models import Page

from maillage_site.portals.addresses.words import reserved_words

if TYPE_CHECKING:
    from collections.abc import Iterator


@register(Tags.database)
def slugs_are_free(*, databases: list[str] | None = None, **_rest: object) -> list[CheckMessage]:
    """Run by ``check --database default`` and after migrations: routes change with plugins."""
    if not databases:
        return []
    try:
        return [_hidden(page) for page in _taken()]
    except DatabaseError:  # The tables are about to be made, or to change.
        return []


def _taken() -> Iterator[Page]:
    """Pages that editors write; a plugin may have a page stand where its own route answers."""
    from maillage_site.home.models import ContentPage, IndexPage  # noqa: PLC0415 -- loaded late
    from maillage_site.portals.models import PortalPage, PortalSlug  # noqa: PLC0415 -- loaded late

    for home in PortalPage.objects.select_related("portal"):
        below = Page.objects.child_of(home)
        yield from below.type(ContentPage, IndexPage).filter(slug__in=reserved_words())
        if home.portal.national:
            yield from below.filter(slug__in=PortalSlug.objects.former().values("slug"))
        if not home.portal.national and home.slug in reserved_words():
            yield home


def _hidden(page: Page) -> CheckMessage:
    return Warning(
        f"The page “{page.title}” ({page.url_path}) cannot be read: a route answers instead.",
        hint="Give the page another slug.",
        obj=page,
        id="maillage.W001",
    )
