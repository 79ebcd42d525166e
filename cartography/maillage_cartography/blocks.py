"""Blocks for editors' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock

from maillage.blocks import PortalBlock
from maillage_cartography.cards import cards
from maillage_cartography.models import Place

if TYPE_CHECKING:
    from wagtail.blocks import StructValue

    from maillage.scope import Scope

DEFAULT_COUNT = 3


class NearestPlacesBlock(PortalBlock):
    """What is open now in the portal's territory; what is there when nothing is."""

    title = CharBlock(default=_("Open now near you"), max_length=80, label=_("title"))
    count = IntegerBlock(default=DEFAULT_COUNT, min_value=1, max_value=12, label=_("how many"))

    class Meta:
        icon = "site"
        label = _("nearest places")
        template = "maillage_cartography/blocks/nearest_places.html"
        description = _("The places of the territory that are open when the page is read")

    def rows(self, scope: Scope, value: StructValue) -> dict[str, object]:
        now = timezone.now()
        places = Place.objects.shown_in(scope).order_by("commune__name_key", "name", "pk").shown()
        count = value.get("count") or DEFAULT_COUNT
        opened = cards(places.open_at(now)[:count], scope=scope, at=now)
        return {
            "cards": opened or cards(places[:count], scope=scope, at=now),
            "any_open": bool(opened),
        }
