"""Blocks for editors' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock

from maillage.blocks import PortalBlock
from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.generations.questions import Question
from maillage.themes.needs import NEEDS
from maillage_cartography.finder.cards import cards
from maillage_cartography.models import Place, Stop
from maillage_cartography.opening_hours.criteria import NOW, Wanted

if TYPE_CHECKING:
    from wagtail.blocks import StructValue

    from maillage.scope import Scope
    from maillage_cartography.models.places import PlaceQuerySet

DEFAULT_COUNT = 3
OPEN_NOW = _("Places open now")
# What homes were made with: no block knows where the reader is.
UNTRUE = frozenset({"Ouvert maintenant près de chez vous", "Open now near you"})


class HelpQuestionBlock(PortalBlock):
    """The question a home begins with: which help, and where."""

    title = CharBlock(
        default=_("What kind of help do you need?"), max_length=80, label=_("question")
    )

    class Meta:
        icon = "help"
        label = _("question of the home page")
        template = "maillage_cartography/blocks/help_question.html"
        description = _("The kind of help, the commune, and one button that finds places")

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        return {"needs": NEEDS}


class NearestPlacesBlock(PortalBlock):
    """What is open now in the portal's territory; what is there when nothing is."""

    title = CharBlock(default=OPEN_NOW, max_length=80, label=_("title"))
    count = IntegerBlock(default=DEFAULT_COUNT, min_value=1, max_value=12, label=_("how many"))

    class Meta:
        icon = "site"
        label = _("nearest places")
        template = "maillage_cartography/blocks/nearest_places.html"
        description = _("The places of the territory that are open when the page is read")

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        now = timezone.now()
        count = value.get("count") or DEFAULT_COUNT
        opening = Wanted(at=now, choice=NOW)
        hours = opening.among(hours_of_places(scope).rows())
        opened = kept_now(scope, hours)[:count] if hours else ()
        found = list(opened) or first_places(scope, count).rows()
        written = value.get("title")
        return {
            "cards": cards(found, scope=scope, at=now),
            "any_open": bool(hours),
            "title": OPEN_NOW if written in UNTRUE else written,
        }


def kept_now(scope: Scope, hours: list[int]) -> PlaceQuerySet:
    """The portal's places that keep one of these hours: mobile ones where they stop in it."""
    return shown_places(scope).keeping_hours(hours, Stop.objects.shown_in(scope).current())


@kept(PAGES)
def shown_places(scope: Scope) -> PlaceQuerySet:
    """The question, not the answer: writing it down takes longer than asking it."""
    return Place.objects.shown_in(scope).by_commune().for_cards()


@kept(PAGES)
def first_places(scope: Scope, count: int) -> Question[Place]:
    return Question(shown_places(scope)[:count])


@kept(PAGES)
def hours_of_places(scope: Scope) -> Question[tuple[int, str, str, str]]:
    """Key, OSM's words, zone and public holidays of all the hours that the portal's places keep."""
    return Question(shown_places(scope).their_hours().said())
