"""What somebody types of a place whose commune is known, read by the rules of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_cartography.standards.communes import CommuneIndex, KnownCommune
from maillage_cartography.standards.records import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage.territories.models import Commune
    from maillage_cartography.standards.records import ReadRecord


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


def sentence(rule: str) -> str:
    """A rule of the import, as a form says it."""
    return f"{rule[:1].upper()}{rule[1:]}."
