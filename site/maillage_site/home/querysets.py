"""Questions asked of content pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from maillage_site.home.sections import Section

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.scope import Scope
    from maillage.territories.models import Territory

PLAIN = Section.PAGES
NEWEST = (F("first_published_at").desc(nulls_last=True), "-pk")


class ContentPageQuerySet(PageQuerySet):
    """Pages by the section they are in, and by the territory whose portal they belong to."""

    def listed_in(self, section: str, scope: Scope, *, index: Page | None = None) -> Self:
        """What the list of a section shows in the portal being read, the first one first.

        A section gathers what was written in the portal's territory, what the nation marked for
        every territory, and what the portal took up; a list of plain pages, those below it
        (``index``) and those taken up for it.
        """
        if section == PLAIN:
            found, there = self, Q(pk__in=self.model.objects.child_of(index).values("pk"))
        else:
            found, there = self._with_parents(), _below_lists_of(section, scope.language)
        if scope.territory is None:
            return found.filter(there).newest()
        if section != PLAIN:
            there &= self._in(scope.territory) | Q(shared=True)
        decided, shown = _taken_up(scope.territory)
        of_others = Q(translation_key__in=_keys(shown.filter(section=section)), alias_of=None)
        of_others &= Q(locale__language_code=scope.language)
        listed = found.filter((there & ~Q(translation_key__in=_keys(decided))) | of_others)
        first = [When(translation_key__in=_keys(shown.filter(pinned=True)), then=0)]
        if section == Section.RESOURCES:  # news are read by their date
            first.append(When(self._in(scope.territory), then=1))
        return listed.annotate(first=Case(*first, default=2)).order_by("first", *NEWEST)

    def newest(self) -> Self:
        return self.order_by(*NEWEST)

    def _with_parents(self) -> Self:
        return self.annotate(parent_path=Substr("path", 1, Length("path") - Page.steplen))

    def _in(self, territory: Territory) -> Q:
        portals = apps.get_model("maillage_portals", "PortalPage").objects
        inside = type(territory).objects.inside(territory).values("pk")
        beginning = Substr(OuterRef("path"), 1, Length("path"))
        above = portals.annotate(beginning=beginning).filter(
            portal__territory__in=inside, beginning=F("path")
        )
        return Q(Exists(above))


def _below_lists_of(section: str, language: str) -> Q:
    """Right below a list of that section, in that language."""
    lists = apps.get_model("maillage_home", "IndexPage").objects
    parents = lists.filter(section=section, locale__language_code=language)
    return Q(parent_path__in=parents.values("path"))


def _taken_up(territory: Territory) -> tuple[QuerySet, QuerySet]:
    """The pages of others that the portal of the territory has decided on, and those it shows."""
    taken = apps.get_model("maillage_syndication", "TakenUpPage").objects.in_portal_of(territory)
    return taken.still_offered(), taken.shown()


def _keys(taken: QuerySet) -> QuerySet:
    """One key for a page and its translations."""
    return taken.order_by().values("page__translation_key")
