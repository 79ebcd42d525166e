"""The picture of a portal's header, drawn from its places and kept until they change."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maillage.contributions import PointSource
from maillage.plugin import contributions
from maillage.territories.borders.outlines import national_outline, outline
from maillage.ui.mesh import MARK, mesh_svg
from maillage.ui.mesh import drawn as drawn_from
from maillage_site.portals.models import PortalMesh

if TYPE_CHECKING:
    from maillage.territories.models import Territory
    from maillage.ui.mesh import Drawing, Mesh
    from maillage.values import Point
    from maillage_site.portals.models import Portal

logger = logging.getLogger(__name__)


def pictures(portal: Portal, places_number: int) -> PortalMesh:
    """Those of this generation of places; drawn now when they are older."""
    drawn = PortalMesh.objects.filter(portal=portal).first()
    if drawn and drawn.places_number == places_number:
        return drawn
    points, borders = positions(portal.territory), _borders(portal.territory)
    drawn, _created = PortalMesh.objects.update_or_create(
        portal=portal,
        defaults={
            "places_number": places_number,
            "mesh": mesh_svg(points, borders),
            "mark": mesh_svg(points, borders, MARK),
        },
    )
    return drawn


def mesh_of(portal: Portal, drawing: Drawing) -> Mesh:
    """To be drawn in another format than the pages'."""
    return drawn_from(positions(portal.territory), _borders(portal.territory), drawing)


def positions(territory: Territory | None) -> list[Point]:
    """Those every plugin gives; one that fails is logged and left out."""
    found: list[Point] = []
    for source in contributions(PointSource):
        try:
            found.extend(source.points(territory))
        except Exception:
            logger.exception("positions could not be read")
    return found


def _borders(territory: Territory | None) -> list[tuple[Point, ...]]:
    if territory is None:
        return national_outline()
    return outline(territory.kind, territory.code)
