"""What is closer on the other side of a territory's border, which its own list leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from maillage.territories.models import Territory
from maillage_cartography.finder.cards import PlaceCard, cards
from maillage_cartography.models import Place, Stop

if TYPE_CHECKING:
    from maillage_cartography.finder.views.listing import Listing
    from maillage_cartography.models.places import PlaceQuerySet

MOST = 3


class Neighbours(NamedTuple):
    heading: str
    cards: list[PlaceCard]


def beyond(listing: Listing) -> PlaceQuerySet | None:
    """The nearest ones outside the portal's territory, when they are nearer than its own.

    None where nothing is measured, and on the pages that follow the first.
    """
    territory, centre = listing.scope.territory, listing.centre
    if territory is None or centre is None or centre.point is None or listing.page.number > 1:
        return None
    reach = min(listing.filter.radius, listing.around.km_of(MOST) if listing.around else 0)
    outside = Place.objects.exclude(territory.communes_q("commune__")).at_home()
    near = listing.filter.whenever(outside).within(centre.point, reach)
    return near.nearest(centre.point)[:MOST]


def neighbours(listing: Listing, found: list[Place]) -> Neighbours | None:
    """Cards of these places, that lead out of the portal: it does not show them."""
    territory, centre = listing.scope.territory, listing.centre
    if territory is None or centre is None or not found:
        return None
    national = type(listing.scope)(language=listing.scope.language)
    shown = cards(
        found, scope=national, at=listing.at, centre=centre.point, stops=Stop.objects.none()
    )
    heading = _("Close by, in a neighbouring territory")
    if territory.kind in {Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY}:
        heading = _("Close by, in the neighbouring département")
    return Neighbours(heading, sorted(shown, key=lambda card: card.distance or 0))
