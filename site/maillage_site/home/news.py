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
    """The first piece of news in the portal's list; it is kept, for reading only."""
    return readable(ContentPage.objects.live()).listed_in(Section.NEWS, scope).first()
