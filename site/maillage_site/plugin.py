"""What the composition itself contributes: its pages, to the search, and the upkeep of limits."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from maillage.accounts.limit_cache import forget_expired
from maillage.contributions import Periodic, SearchSource
from maillage.pages import SEARCH_KIND
from maillage.plugin import Plugin
from maillage_site.home import search

plugin = Plugin(
    title="Maillage",
    contributes=(
        SearchSource(
            kind=SEARCH_KIND,
            label=_("Pages and resources"),
            queryset=search.pages,
            documents=search.documents,
            key="translation_key",
            order=30,
        ),
        Periodic(name="accounts.limits", every=timedelta(hours=1), run=forget_expired),
    ),
)
