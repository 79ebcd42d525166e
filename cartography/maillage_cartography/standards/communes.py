"""Finding the commune of an imported row among all of them, held in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from maillage.territories.geometry import kilometres
from maillage.territories.models import Commune, PostalCode
from maillage.territories.names import name_key
from maillage.values import Point

ARTICLES = ("le", "la", "les", "l")
# Beyond that, a commune of the same name is another one.
FAR_KM = 100


@dataclass(frozen=True, slots=True)
class KnownCommune:
    """What an import needs of a commune; ``postal_code`` is its own, "" if it has several."""

    code: str
    name_key: str
    departement: str
    zone: str
    parent: str | None
    point: Point | None
    postal_code: str = ""


class CommuneIndex:
    """Every commune by code, by postal code and by name; two queries, once an import."""

    def __init__(self) -> None:
        codes: dict[str, list[str]] = defaultdict(list)
        for code, commune in PostalCode.objects.order_by().values_list("code", "commune_id"):
            codes[commune].append(code)
        rows = Commune.objects.order_by().values_list(
            *("code", "name_key", "departement_code", "time_zone", "parent_id"),
            *("latitude", "longitude"),
        )
        self.by_code: dict[str, KnownCommune] = {}
        self.by_name: dict[str, list[KnownCommune]] = defaultdict(list)
        for *parts, latitude, longitude in rows:
            point = None if latitude is None else Point(latitude, longitude)
            only, *others = codes.get(parts[0], [""])
            commune = KnownCommune(*parts, point, "" if others else only)
            self.by_code[commune.code] = commune
            self.by_name[commune.name_key].append(commune)
        self.by_postal_code: dict[str, list[KnownCommune]] = defaultdict(list)
        for commune, its in codes.items():
            for code in its:
                self.by_postal_code[code].append(self.by_code[commune])

    def find(
        self,
        *,
        code: str,
        postal_code: str,
        name: str,
        near: Point | None,
        place: str = "",
        address: str = "",
    ) -> KnownCommune | None:
        """The commune of that INSEE code; otherwise of that name or place within the postal code.

        Without a name, the one that the name of the place holds ("France services Ébreuil"), or
        that its address ends with ("6 avenue Pasteur 33270 Floirac").

        Codes of communes that have merged since, "CEDEX" and old names are met all the time: the
        closest centre among those of the postal code is then the commune.
        """
        if code in self.by_code:
            return self.by_code[code]
        postal_code = postal_code and postal_code.replace(" ", "").zfill(5)
        key = name_key(name.upper().split(" CEDEX")[0])
        sharing = self.by_postal_code.get(postal_code, [])
        named = [commune for commune in sharing if commune.name_key == key]
        if not key:
            sharing = _without_parents(sharing)
            named = _told_by(name_key(place), sharing) or _ending(address, postal_code, sharing)
        if not sharing:
            named = self._namesakes(key, code, postal_code, near)
        if len(named) == 1:
            return named[0]
        return _closest(named or sharing, near)

    def _namesakes(
        self, key: str, code: str, postal_code: str, near: Point | None
    ) -> list[KnownCommune]:
        """Communes of that name, article or not, in the département of the codes; without codes,
        not far from the place when its position is known.
        """
        found = [
            c
            for name in (key, *(f"{a} {key}" for a in ARTICLES))
            for c in self.by_name.get(name, [])
        ]
        if code or postal_code:
            return [c for c in found if _same_departement(c, code, postal_code)]
        if near is None:
            return found
        return [c for c in found if c.point and kilometres(near, c.point) <= FAR_KM]


def _same_departement(commune: KnownCommune, code: str, postal_code: str) -> bool:
    """A CEDEX code is in no table; its first digits are only read to choose between namesakes."""
    start = (code or postal_code)[: len(commune.departement)]
    return start == commune.departement or start == commune.departement.replace("2A", "20")


def _told_by(place: str, communes: list[KnownCommune]) -> list[KnownCommune]:
    """Those whose whole name is in the place's; of "Saint-Pierre-le-Vieux", not "Saint-Pierre"."""
    found = [c for c in communes if f" {c.name_key} " in f" {place} "]
    longest = max((len(c.name_key) for c in found), default=0)
    return [c for c in found if len(c.name_key) == longest]


def _ending(address: str, postal_code: str, communes: list[KnownCommune]) -> list[KnownCommune]:
    """Those whose name follows the postal code: before it, "rue de Floirac" may be anywhere."""
    _before, _code, after = address.rpartition(f"{postal_code} ")
    key = name_key(after.upper().split(" CEDEX")[0])
    return [c for c in communes if _code and c.name_key == key]


def _without_parents(communes: list[KnownCommune]) -> list[KnownCommune]:
    """Of Marseille and its 15th arrondissement, which share 13015, the arrondissement."""
    parents = {commune.parent for commune in communes}
    return [commune for commune in communes if commune.code not in parents]


def _closest(communes: list[KnownCommune], near: Point | None) -> KnownCommune | None:
    if len(communes) == 1:
        return communes[0]
    if near is None:
        return None
    placed = [commune for commune in communes if commune.point]
    return min(placed, key=lambda commune: kilometres(near, commune.point), default=None)
