"""What somebody types of a place whose commune is known, read by the rules of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.territories.geometry import kilometres
from maillage_cartography.standards.communes import CommuneIndex, KnownCommune
from maillage_cartography.standards.records import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.territories.models import Commune
    from maillage.values import Point
    from maillage_cartography.standards.records import ReadRecord


# A place further from its commune's centre than that is not in it. Overseas, communes gather
# islands or forests far apart.
ABSURD_KM, ABSURD_KM_OVERSEAS = 50, 200


def read_in(commune: Commune, fields: Mapping[str, str]) -> ReadRecord:
    """The standard's fields of a place in that commune, read as an import reads them."""
    known = {"id": "-", "commune": commune.name, "code_insee": commune.code}
    return read_record({**fields, **known}, 0, ("nom", "commune"), _Only(commune))


class _Only(CommuneIndex):
    """Stands for the index of communes when the commune is known."""

    def __init__(self, commune: Commune) -> None:
        self.known = KnownCommune(
            code=commune.code,
            name_key=commune.name_key,
            departement=commune.departement_code,
            zone=commune.time_zone,
            parent=commune.parent_id,
            point=commune.point,
        )

    def find(self, **_asked: object) -> KnownCommune:
        return self.known

    def km_outside(self, commune: KnownCommune, point: Point) -> float | None:
        """Nobody's land is read for a page."""
        return None

    def lying_at(self, point: Point) -> str:
        """As ``km_outside``."""
        return ""

    def strays(self, commune: KnownCommune, point: Point) -> bool:
        """By the distance to the centre: a page does not read the land of every commune."""
        overseas = commune.code.startswith(("97", "98"))
        farthest = ABSURD_KM_OVERSEAS if overseas else ABSURD_KM
        return commune.point is not None and kilometres(point, commune.point) > farthest


def sentence(rule: str) -> str:
    """A rule of the import, as a form says it."""
    return f"{rule[:1].upper()}{rule[1:]}."
