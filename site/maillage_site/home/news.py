"""The latest news of a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.pages import readable
from maillage_site.home.models import ContentPage
from maillage_site.home.sections import Section

if TYPE_CHECKING:
    from maillage.scope import Scope


@kept(PAGES)
def latest_news(scope: Scope) -> ContentPage | None:
    """The last piece of news that the portal shows; it is kept, for reading only."""
    news = readable(ContentPage.objects.live()).in_section(Section.NEWS, scope.language)
    return news.shown_in(scope).newest().first()
