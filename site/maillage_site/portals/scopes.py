"""From a path to the scope it is read in."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage_site.portals.models import PortalPage


class Split(NamedTuple):
    """A path cut into its language, its portal's slug and what remains (no leading slash)."""

    language: str
    slug: str
    rest: str


def split_path(path: str, slugs: set[str] | frozenset[str]) -> Split:
    """``/en/morbihan/lieux/`` → ``("en", "morbihan", "lieux/")``; unknown slugs remain in rest."""
    rest = path.lstrip("/")
    language = DEFAULT_LANGUAGE
    head, _, tail = rest.partition("/")
    if head in dict(settings.LANGUAGES) and head != DEFAULT_LANGUAGE:
        language, rest = head, tail
        head, _, tail = rest.partition("/")
    if head in slugs:
        return Split(language, head, tail)
    return Split(language, "", rest)


def scopes() -> dict[str, Scope]:
    """Slug → scope of every live portal, in the default language; "" is the national one."""
    portals = PortalPage.objects.live().filter(locale__language_code=DEFAULT_LANGUAGE)
    found = {}
    for portal in portals.select_related("territory"):
        slug = portal.slug if portal.territory_id else ""
        found[slug] = Scope(
            slug=slug,
            name=portal.title,
            territory=portal.territory,
            zone=portal.zone,
            portal_id=portal.pk,
        )
    found.setdefault("", Scope())
    return found


def scope_for(path: str) -> Scope:
    """The scope a path is read in."""
    known = scopes()
    language, slug, _rest = split_path(path, known.keys())
    return known[slug].in_language(language)
