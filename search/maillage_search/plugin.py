"""What this plugin brings."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from maillage.contributions import (
    ApiRoutes,
    ContentBlock,
    HealthCheck,
    NavigationItem,
    OutboxConsumer,
    Periodic,
    Routes,
    RouteScope,
)
from maillage.outbox.writing import SEARCH_TOPIC
from maillage.plugin import Plugin
from maillage_search import api
from maillage_search.blocks import SearchBoxBlock
from maillage_search.indexing import health
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import sweep
from maillage_search.privacy.withdrawing import withdraw

plugin = Plugin(
    title=_("Search"),
    contributes=(
        Routes(urlconf="maillage_search.urls"),
        Routes(urlconf="maillage_search.results.own.urls", scope=RouteScope.SITE),
        NavigationItem(
            label=_("Search"), url_name="maillage_search:results", icon="search", order=900
        ),
        ContentBlock(name="search_box", factory=SearchBoxBlock),
        ApiRoutes(prefix="search", router=api.router),
        HealthCheck(name="search", probe=health.probe),
        OutboxConsumer(topic=SEARCH_TOPIC, drain=drain, withdraw=withdraw),
        Periodic(name="search.sweep", every=timedelta(hours=6), run=sweep, queue="index"),
    ),
)
