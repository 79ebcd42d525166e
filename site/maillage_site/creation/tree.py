"""Making a territory's portal: its tree, its starter pages. Doing it again changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from wagtail.blocks import CharBlock, StructValue, TextBlock
from wagtail.models import Locale, Page, Site

from maillage.contributions import HOME_BLOCKS
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.creation.identity import Identity
from maillage_site.creation.starter import STARTER_INDEXES, starter_pages
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.models import Portal, PortalPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maillage.territories.models import Territory

NATIONAL_SLUG = "maillage"
# Where the site's own blocks stand among those that plugins contribute.
NATIONAL_BLOCK = "choose_territory"
QUESTION, *SECTIONS, SEARCH = HOME_BLOCKS
HOME_ORDER = (QUESTION, "big_links", NATIONAL_BLOCK, *SECTIONS, "latest_news", SEARCH)


@transaction.atomic
def create_portal(
    territory: Territory | None, identity: Identity | None = None, *, live: bool = True
) -> PortalPage:
    """The French home of a territory's portal (None: the national one), made when there is none.

    Not ``live``, its pages are drafts that nobody reads yet. Pages that are already there,
    whatever editors made of them, are left alone.
    """
    identity = identity or Identity()
    with translation.override(DEFAULT_LANGUAGE):
        portal = _portal(territory, identity, live=live)
        for index in STARTER_INDEXES:
            page = IndexPage(locale=portal.locale, live=live, show_in_menus=True, **index)
            _child(portal, page)
        for values in starter_pages(portal.title, identity):
            _child(portal, ContentPage(locale=portal.locale, live=live, in_footer=True, **values))
    portal.refresh_from_db()  # It knows how many children it has.
    return portal


def _portal(territory: Territory | None, identity: Identity, *, live: bool) -> PortalPage:
    locale, _created = Locale.objects.get_or_create(language_code=DEFAULT_LANGUAGE)
    portal = _facts(territory, identity)
    found = portal.pages.filter(language=locale).first()
    if found:
        return found
    page = PortalPage(
        portal=portal,
        locale=locale,
        title=identity.name or (territory.name if territory else "Maillage"),
        slug=portal.slug,
        summary=identity.summary,
        live=live,
    )
    page.body = list(home_body(national=territory is None))
    return _national_home(page) if territory is None else _territory_home(page)


def _facts(territory: Territory | None, identity: Identity) -> Portal:
    """The row of a portal whose home was deleted keeps its facts. Raises ValidationError."""
    found = Portal.objects.filter(territory=territory).first()
    if found:
        return found
    portal = new_facts(territory, identity)
    portal.full_clean()
    portal.save()
    return portal


def new_facts(territory: Territory | None, identity: Identity) -> Portal:
    """The row that such a portal would have, unsaved and unchecked."""
    return Portal(
        territory=territory,
        national=territory is None,
        slug=identity.slug or (territory.slug if territory else NATIONAL_SLUG),
        brand_strong=identity.brand.strong,
        brand_soft=identity.brand.soft,
        brand_on_strong=identity.brand.on_strong,
        phone=identity.phone,
        phone_hours=identity.phone_hours,
    )


def _national_home(page: PortalPage) -> PortalPage:
    """At the root of the default site, whose first page, Wagtail's welcome, goes away."""
    page = Page.get_first_root_node().add_child(instance=page)
    site = Site.objects.filter(is_default_site=True).first()
    welcome = site.root_page if site else None
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "site_name": page.title, "root_page": page},
    )
    if welcome and not welcome.get_children().exists() and welcome.specific_class is Page:
        welcome.delete()
    Site.clear_site_root_paths_cache()
    page.save_revision().publish()
    return PortalPage.objects.get(pk=page.pk)


def _territory_home(page: PortalPage) -> PortalPage:
    national = create_portal(None)
    national.add_child(instance=page)
    _first_revision(page)
    return PortalPage.objects.get(pk=page.pk)


def home_body(*, national: bool = False) -> Iterator[tuple[str, object]]:
    """The starter blocks of a home: those of the site and those that plugins contribute."""
    known = PortalPage._meta.get_field("body").stream_block.child_blocks
    for name in HOME_ORDER:
        if name in known and (national or name != NATIONAL_BLOCK):
            yield name, _filled(known[name].get_default())


def _filled(value: object) -> object:
    """An optional text is empty rather than None, as forms save it: translations need that."""
    if isinstance(value, StructValue):
        for name, block in value.block.child_blocks.items():
            if value[name] is None and isinstance(block, (CharBlock, TextBlock)):
                value[name] = ""
    return value


def _child(portal: PortalPage, page: IndexPage | ContentPage) -> None:
    if portal.get_children().filter(slug=page.slug).exists():
        return
    Page.objects.get(pk=portal.pk).add_child(instance=page)
    _first_revision(page)


def _first_revision(page: Page) -> None:
    revision = page.save_revision()
    if page.live:
        revision.publish()
