"""What the map of a list is drawn from: its places, other plugins' layers, the operator's tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from maillage_cartography.finder.views.listing import Listing


def map_context(listing: Listing) -> dict[str, str]:
    """For ``map.html``."""
    return {
        "points_url": listing.address_of("points"),
        "layers_url": listing.scope.url("maillage_cartography:layers"),
        "tiles_url": settings.MAILLAGE_TILES_URL,
        "tiles_credit": settings.MAILLAGE_TILES_CREDIT,
    }
