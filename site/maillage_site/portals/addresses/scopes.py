"""From a path to the scope it is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from maillage.languages import is_of_content
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from maillage_site.portals.addresses.values import LocalizedPortal


class Split(NamedTuple):
    """A path cut into its language, its portal's slug and what remains (no leading slash)."""

    language: str
    slug: str
    rest: str


def split_path(path: str, slugs: Container[str]) -> Split:
    """``/en/morbihan/lieux/`` → ``("en", "morbihan", "lieux/")``; unknown slugs remain in rest."""
    rest = path.lstrip("/")
    language = DEFAULT_LANGUAGE
    head, _, tail = rest.partition("/")
    if head in dict(settings.LANGUAGES) and head != DEFAULT_LANGUAGE:
        language, rest = head, tail
        head, _, tail = rest.partition("/")
    if head and head in slugs:
        return Split(language, head, tail)
    return Split(language, "", rest)


def current_path(path: str, former: Mapping[str, str]) -> str:
    """The same address below the slug that a portal has now; ``path`` itself when it has it.

    ``/en/old-name/lieux/`` → ``/en/new-name/lieux/``; ``former`` is the snapshot's.
    """
    language, slug, rest = split_path(path, former)
    return f"{Scope(slug=former[slug], language=language).url_prefix}/{rest}" if slug else path


def scopes() -> dict[str, Scope]:
    """Slug → scope of every live portal, in the default language; "" is the national one."""
    known = snapshot()
    return {slug: known.portal(DEFAULT_LANGUAGE, slug).scope for slug in known.slugs}


def portal_for(path: str) -> LocalizedPortal:
    """The portal a path is read in, in the path's language; in French around words of content."""
    known = snapshot()
    language, slug, _rest = split_path(path, known.slugs)
    return known.portal(DEFAULT_LANGUAGE if is_of_content(language) else language, slug)
