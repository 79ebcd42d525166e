"""Pages whose address a route has taken."""

from __future__ import annotations

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 -- Django's name
from wagtail.models import Page

from maillage_site.portals.words import reserved_words


@register(Tags.database)
def slugs_are_free(*, databases: list[str] | None = None, **_rest: object) -> list[CheckMessage]:
    """Run by ``check --database default`` and after migrations: routes change with plugins."""
    if not databases:
        return []
    from maillage_site.portals.models import PortalPage  # noqa: PLC0415 -- models are loaded late

    found = []
    for portal in PortalPage.objects.all():
        taken = Page.objects.child_of(portal).filter(slug__in=reserved_words())
        found += [_hidden(page) for page in taken]
        if portal.slug in reserved_words() and portal.territory_id:
            found.append(_hidden(portal))
    return found


def _hidden(page: Page) -> CheckMessage:
    return Warning(
        f"The page “{page.title}” ({page.url_path}) cannot be read: a route answers instead.",
        hint="Give the page another slug.",
        obj=page,
        id="maillage.W001",
    )
