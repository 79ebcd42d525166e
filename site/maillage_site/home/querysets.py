"""Questions asked of content pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from maillage.scope import Scope
    from maillage.territories.models import Territory


class ContentPageQuerySet(PageQuerySet):
    """Pages by the section they are in, and by the territory whose portal they belong to."""

    def in_section(self, section: str, language: str = DEFAULT_LANGUAGE) -> Self:
        """Children of an index of that section, in that language."""
        index = apps.get_model("maillage_home", "IndexPage")
        parents = index.objects.filter(section=section, locale__language_code=language)
        parent_path = Substr("path", 1, Length("path") - Page.steplen)
        return self.annotate(parent_path=parent_path).filter(parent_path__in=parents.values("path"))

    def in_territory(self, territory: Territory | None) -> Self:
        """Pages of the territory's portal and of portals inside it; all when it is None."""
        return self if territory is None else self.filter(self._in(territory))

    def shown_in(self, scope: Scope) -> Self:
        """Those of the portal's territory, and national ones marked for every territory."""
        if scope.territory is None:
            return self
        return self.filter(self._in(scope.territory) | Q(shared=True))

    def newest(self) -> Self:
        return self.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def _in(self, territory: Territory) -> Q:
        portals = apps.get_model("maillage_portals", "PortalPage").objects
        inside = type(territory).objects.inside(territory).values("pk")
        beginning = Substr(OuterRef("path"), 1, Length("path"))
        above = portals.annotate(beginning=beginning).filter(
            portal__territory__in=inside, beginning=F("path")
        )
        return Q(Exists(above))
