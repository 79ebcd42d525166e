"""Towns that a hint names: the largest of the territory that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.territories.models import Commune, Territory
from maillage.ui.wording import wording

if TYPE_CHECKING:
    from maillage.scope import Scope


def near_a_town(scope: Scope) -> str:
    """“near Mâcon”; of the whole country, several: it reads whichever one lives in."""
    town = "" if scope.territory is None else largest_town(scope.territory.pk)
    if not town:
        return _("near Lille, Mâcon or Saint-Denis")
    return wording().near_town(town)


@kept(PAGES)
def largest_town(territory: int) -> str:
    """By inhabitants; "" in a territory without a commune."""
    communes = Commune.objects.in_territory(Territory.objects.get(pk=territory))
    found = communes.filter(population__gt=0).order_by("-population", "code").first()
    return found.name if found else ""
