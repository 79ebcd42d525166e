"""What this plugin brings."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block

from maillage.contributions import (
    ApiRoutes,
    ContentBlock,
    DemoContent,
    NavigationItem,
    Periodic,
    PointSource,
    Resolver,
    Routes,
    SearchSource,
    SitemapSource,
)
from maillage.help import HelpSource
from maillage.plugin import Plugin
from maillage.portal_contributions import PortalStep
from maillage.workload import WaitingWork
from maillage_cartography import api, help, resolving, search, sitemap, waiting  # noqa: A004 -- the kind's name
from maillage_cartography.demo import places
from maillage_cartography.duplicates import detection
from maillage_cartography.freshness import checks, portal_step
from maillage_cartography.imports import runs
from maillage_cartography.map import header_picture


def nearest_places() -> Block:
    from maillage_cartography.blocks import NearestPlacesBlock  # noqa: PLC0415 -- when it is built

    return NearestPlacesBlock()


def help_question() -> Block:
    from maillage_cartography.blocks import HelpQuestionBlock  # noqa: PLC0415 -- when it is built

    return HelpQuestionBlock()


plugin = Plugin(
    title=_("Places"),
    contributes=(
        Routes(urlconf="maillage_cartography.urls"),
        NavigationItem(
            label=_("Find a place"),
            url_name="maillage_cartography:list",
            summary=_("Someone near you helps you face to face"),
            icon="map-pin",
            order=10,
            takes_commune=True,
        ),
        ContentBlock(name="help_question", factory=help_question),
        ContentBlock(name="nearest_places", factory=nearest_places),
        SearchSource(
            kind=search.KIND,
            label=_("Places"),
            queryset=search.queryset,
            documents=search.documents,
            key="uuid",
            open_at=search.open_at,
            on_map=search.on_map,
        ),
        SitemapSource(
            name="places",
            queryset=sitemap.places,
            addresses=sitemap.addresses_of_places,
            changed="changed_at",
            lists=("maillage_cartography:list",),
        ),
        SitemapSource(
            name="organisations",
            queryset=sitemap.organisations,
            addresses=sitemap.addresses_of_organisations,
            changed=sitemap.CHANGED,
        ),
        PointSource(points=header_picture.positions),
        HelpSource(label=_("The nearest places"), find=help.find, order=10),
        ApiRoutes(prefix="places", router=api.router),
        Resolver(scheme=resolving.SCHEME, resolve=resolving.resolve),
        Periodic(name="places.vanished", every=timedelta(days=1), run=runs.retire_vanished),
        Periodic(
            name="places.duplicates",
            every=timedelta(days=1),
            run=detection.search_everywhere,
        ),
        Periodic(name="places.checks", every=timedelta(days=1), run=checks.ask_due),
        PortalStep(
            name="checked_places",
            label=_("Twelve places checked within a year"),
            progress=portal_step.checked_places,
            order=50,
        ),
        WaitingWork(name="places", waiting=waiting.waiting, order=30),
        DemoContent(label=_("Places"), load=places.load, order=20),
    ),
)
