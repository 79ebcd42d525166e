"""Where a row says that its place is: the commune, and coordinates that make sense there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from maillage.territories.geometry import as_read, kilometres
from maillage.values import Point

if TYPE_CHECKING:
    from maillage_cartography.standards.cells import Cells
    from maillage_cartography.standards.communes import CommuneIndex, KnownCommune


class Doubt(NamedTuple):
    """Coordinates too far from the commune, for somebody to look at; ``lies_in``: the code of the
    commune whose land they are on, "" when on none that is drawn.
    """

    point: Point
    lies_in: str = ""


class Located(NamedTuple):
    point: Point | None = None
    doubt: Doubt | None = None


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
    """None when there is none, or where no commune is."""
    try:
        latitude, longitude = (
            float(cells[name].replace(",", ".")) for name in ("latitude", "longitude")
        )
        point = Point(latitude, longitude)
    except ValueError:
        return None
    return None if (latitude, longitude) == (0, 0) else point


def located(commune: KnownCommune, cells: Cells, communes: CommuneIndex) -> Located:
    """The position, when it makes sense in the commune; the place is kept without it otherwise."""
    typed = f"{cells['latitude']}, {cells['longitude']}".strip(", ")
    if not typed:
        return Located()
    point = typed_point(cells)
    if point is None:
        cells.note("latitude", typed, _("these coordinates are nowhere on the map"))
        return Located()
    if not communes.strays(commune, point):
        return Located(point)
    turned = _turned(point)
    if turned and not communes.strays(commune, turned):
        rule = _("latitude and longitude are the other way round: the position is to be checked")
        fix = f"{turned.latitude}, {turned.longitude}"
        cells.note("latitude", typed, rule, fix=fix)
        return Located(doubt=Doubt(turned, communes.lying_at(turned)))
    rule = _("these coordinates are too far from the commune: the position is to be checked")
    far = communes.km_outside(commune, point)
    if far is None and commune.point:
        far = kilometres(point, commune.point)
    if far is not None:
        rule = _("these coordinates are %(distance)s km from the commune: to be checked")
        rule %= {"distance": as_read(far)}
    cells.note("latitude", typed, rule)
    return Located(doubt=Doubt(point, communes.lying_at(point)))


def _turned(point: Point) -> Point | None:
    """Latitude and longitude the other way round."""
    if abs(point.longitude) > 90:
        return None
    return Point(point.longitude, point.latitude)
