"""What every request needs to know of the portals, kept in memory while nothing changes.

One query a request reads the generations; only when a number has changed is the rest read anew.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Case, Q, When
from wagtail.models import Locale, Site

from maillage.generations.counters import PAGES, PLACES
from maillage.generations.keeping import known_numbers, one_reading
from maillage.pages import restricted_paths, root_paths
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage.territories.names import name_key
from maillage_site.portals.addresses.menus import links_of
from maillage_site.portals.addresses.values import LocalizedPortal, PageLink
from maillage_site.portals.theme.addresses import Pictures, portal_pictures, theme_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models.sites import SiteRootPath

    from maillage_site.portals.models import PortalPage

Numbers = tuple[int, int]


@dataclass(frozen=True)
class Snapshot:
    """The portals, sites and languages at one generation."""

    numbers: Numbers
    portals: dict[tuple[str, str], LocalizedPortal]  # by (language, slug)
    former: dict[str, str]  # slug that a portal has left → the one it has
    closed: dict[str, Scope]  # slug of a closed portal → what was read there, in French
    sites: tuple[Site, ...]
    root_paths: tuple[SiteRootPath, ...]
    locales: dict[int, Locale]
    restricted: tuple[str, ...]  # tree paths under which Wagtail must ask for rights

    @property
    def slugs(self) -> frozenset[str]:
        """Of the portals that readers may enter: those whose French home is published."""
        return frozenset(slug for language, slug in self.portals if language == DEFAULT_LANGUAGE)

    def territory_scopes(self, language: str) -> list[Scope]:
        """Every territory's portal whose home everybody may read, by name."""
        opened = [slug for slug in self.slugs if slug and self.portals[DEFAULT_LANGUAGE, slug].open]
        found = [self.portal(language, slug).scope for slug in opened]
        return sorted(found, key=lambda scope: name_key(scope.name))

    def portal(self, language: str, slug: str) -> LocalizedPortal:
        """The portal in that language; in French, told so, when it is not translated."""
        found = self.portals.get((language, slug)) or self.portals[DEFAULT_LANGUAGE, slug]
        return replace(found, scope=found.scope.in_language(language))


_kept: dict[Numbers, Snapshot] = {}
_current: ContextVar[Snapshot | None] = ContextVar("maillage_snapshot", default=None)


def snapshot() -> Snapshot:
    """That of the request being served, or one checked against the database now."""
    return _current.get() or _checked()


@contextmanager
def one_snapshot(previewed: str = "") -> Iterator[Snapshot]:
    """All that happens inside sees the same snapshot, checked once.

    ``previewed`` is the path of a preview: what happens inside it knows the portal that it is in,
    online or not. Nothing else does.
    """
    with one_reading():
        known = _checked()
        token = _current.set(_with_draft(known, previewed) if previewed else known)
        try:
            yield _current.get()
        finally:
            _current.reset(token)


def _checked() -> Snapshot:
    known = known_numbers()
    key = (known.get(PAGES, 0), known.get(PLACES, 0))
    if key not in _kept:
        fresh = _read(key)
        _kept.clear()
        _kept[key] = fresh
    return _kept[key]


def _read(key: Numbers) -> Snapshot:
    roots = root_paths()
    homes = _every_home()
    return Snapshot(
        numbers=key,
        portals=_portals(key, roots, [home for home in homes if not home.portal.closed_at]),
        former=_former_slugs(),
        closed=_closed_portals(homes),
        sites=tuple(Site.objects.select_related("root_page")),
        root_paths=roots,
        locales={locale.pk: locale for locale in Locale.objects.all()},
        restricted=restricted_paths(),
    )


def _with_draft(known: Snapshot, path: str) -> Snapshot:
    """With the portal of that path, which nobody enters yet."""
    words = set(path.split("/"))
    drafts = [home for home in _homes_where(Q(live=False)) if home.portal.slug in words]
    drafts = [home for home in drafts if not home.portal.closed_at]
    for home in drafts:
        home.title = home.draft_title or home.title
    found = _portals(known.numbers, known.root_paths, drafts)
    closed_to_readers = {key: replace(one, open=False) for key, one in found.items() if key[1]}
    return replace(known, portals=closed_to_readers | known.portals)


def _former_slugs() -> dict[str, str]:
    slugs = apps.get_model("maillage_portals", "PortalSlug").objects.former()
    return dict(slugs.values_list("slug", "portal__slug"))


def _every_home() -> list[PortalPage]:
    """Homes that are online, and those of closed portals."""
    return _homes_where(Q(live=True) | Q(portal__closed_at__isnull=False))


def _homes_where(condition: Q) -> list[PortalPage]:
    """French first."""
    return list(
        apps.get_model("maillage_portals", "PortalPage")
        .objects.filter(condition)
        .exclude(language=None)
        .select_related("portal__territory", "portal__logo", "language")
        .order_by(Case(When(language__language_code=DEFAULT_LANGUAGE, then=0), default=1), "path")
    )


def _closed_portals(homes: list[PortalPage]) -> dict[str, Scope]:
    return {
        home.portal.slug: Scope(
            slug=home.portal.slug,
            name=home.title,
            territory=home.portal.territory,
            zone=home.portal.zone,
            portal_id=home.pk,
        )
        for home in homes
        if home.portal.closed_at and home.language.language_code == DEFAULT_LANGUAGE
    }


def _portals(
    key: Numbers, roots: tuple[SiteRootPath, ...], pages: list[PortalPage]
) -> dict[tuple[str, str], LocalizedPortal]:
    homes = _homes(pages, roots)
    themes = {page.portal_id: theme_url(page.portal, key[1]) for page in pages}
    restricted = restricted_paths()
    drawn = _pictures(pages, key[1])
    found = {}
    for page in pages:
        portal, translated = page.portal, homes[page.portal_id]
        slug = "" if portal.national else portal.slug
        scope = Scope(
            slug=slug,
            name=page.title,
            territory=portal.territory,
            zone=portal.zone,
            theme_url=themes[portal.pk],
            portal_id=page.pk,
            page_languages=tuple(language for language, _address in translated),
        )
        found[page.language.language_code, slug] = LocalizedPortal(
            scope=scope,
            links=links_of(page, roots),
            homes=translated,
            logo_url=portal.logo.get_rendition("max-400x160").url if portal.logo else "",
            pictures=drawn[page.portal_id],
            open=not page.path.startswith(restricted),
            phone=portal.phone,
            phone_hours=portal.phone_hours,
        )
    found.setdefault((DEFAULT_LANGUAGE, ""), LocalizedPortal(Scope()))
    return found


def _pictures(pages: list[PortalPage], places_number: int) -> dict[int, Pictures]:
    """Of each portal, under the name it has in French."""
    found: dict[int, Pictures] = {}
    for page in pages:
        if page.portal_id not in found:
            found[page.portal_id] = portal_pictures(page.portal, page.title, places_number)
    return found


def _homes(
    pages: list[PortalPage], roots: tuple[SiteRootPath, ...]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """Portal → (language, address) of each translation, French first."""
    found: dict[int, list[tuple[str, str]]] = {}
    for page in pages:
        homes = found.setdefault(page.portal_id, [])
        if link := PageLink.to(page, roots):
            homes.append((page.language.language_code, link.url))
    return {
        key: tuple(sorted(homes, key=lambda home: home[0] != DEFAULT_LANGUAGE))
        for key, homes in found.items()
    }
