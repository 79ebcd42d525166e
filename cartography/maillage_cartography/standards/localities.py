"""Where a row says that its place is: the commune, and coordinates that make sense there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.territories.geometry import kilometres
from maillage.values import Point

if TYPE_CHECKING:
    from maillage_cartography.standards.cells import Cells
    from maillage_cartography.standards.communes import CommuneIndex, KnownCommune

# A place further from its commune's centre than that is not in it. Overseas, communes gather
# islands or forests far apart.
ABSURD_KM, ABSURD_KM_OVERSEAS = 50, 200


def commune_of(cells: Cells, communes: CommuneIndex) -> KnownCommune | None:
    """None, and the row is refused, when the name and the codes are no commune's."""
    found = communes.find(
        code=cells["code_insee"].upper(),
        postal_code=cells["code_postal"],
        name=cells["commune"],
        near=typed_point(cells),
        place=cells["nom"],
        address=cells["adresse"],
    )
    if found is None:
        shown = " ".join(filter(None, (cells["code_insee"], cells["code_postal"])))
        rule = _("no commune has that name and these codes")
        cells.note("commune", f"{cells['commune']} ({shown})", rule, refused=True)
    return found


def typed_point(cells: Cells) -> Point | None:
    try:
        latitude, longitude = (
            float(cells[name].replace(",", ".")) for name in ("latitude", "longitude")
        )
        return Point(latitude, longitude)
    except ValueError:
        return None


def point_in(commune: KnownCommune, cells: Cells) -> Point | None:
    """Coordinates that make sense; the place is kept without them otherwise."""
    typed = f"{cells['latitude']}, {cells['longitude']}".strip(", ")
    if not typed:
        return None
    point = typed_point(cells)
    if point is None or (point.latitude, point.longitude) == (0, 0):
        cells.note("latitude", typed, _("these coordinates are nowhere on the map"))
        return None
    farthest = ABSURD_KM_OVERSEAS if commune.code.startswith(("97", "98")) else ABSURD_KM
    if commune.point and kilometres(point, commune.point) > farthest:
        rule = _("these coordinates are more than %(distance)s km from the commune")
        fix = _turned(point, commune.point, farthest)
        cells.note("latitude", typed, rule % {"distance": farthest}, fix=fix)
        return None
    return point


def _turned(point: Point, centre: Point, farthest: float) -> str:
    """Latitude and longitude the other way round, when that is in the commune."""
    if abs(point.longitude) > 90 or abs(point.latitude) > 180:
        return ""
    turned = Point(point.longitude, point.latitude)
    if kilometres(turned, centre) > farthest:
        return ""
    return f"{turned.latitude}, {turned.longitude}"
