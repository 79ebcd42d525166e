"""What the composition itself contributes: its pages, to the search."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maillage.contributions import SearchSource
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
    ),
)
