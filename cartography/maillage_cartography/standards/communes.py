"""Finding the commune of an imported row among all of them, held in memory: every part votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.territories.borders.boundaries import Boundaries
from maillage.territories.gazetteer.queries import ARTICLES, find
from maillage.territories.gazetteer.typed import read
from maillage.territories.geometry import kilometres
from maillage.territories.models import Commune, OtherName, PostalCode
from maillage.territories.names import name_key
from maillage.values import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What each part of a row weighs. A name and a position together win over both codes' mistakes,
# neither wins alone over a code that another part confirms.
CODE, NAME, OLD_NAME, INSIDE, POST = 4, 3, 2, 3, 2
# Borders are good to a kilometre, and a position to a few streets; centres lie far from edges.
INSIDE_KM, CENTRE_KM = 3, 10
# Beyond that, a commune of the same name elsewhere is another one.
REACH_KM = 20
FAR_KM = 100
# Degrees from a commune's centre within which its land is looked at.
NEIGHBOURS = 0.5


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
    """Every commune by code, by postal code and by name; three queries, once an import."""

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
        self.by_old_name: dict[str, list[KnownCommune]] = defaultdict(list)
        for key, commune in OtherName.objects.order_by().values_list("key", "commune_id"):
            self.by_old_name[key].append(self.by_code[commune])
        self._boundaries = Boundaries()
        self._asked: dict[str, list[KnownCommune]] = {}

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
        """The commune that most parts of the row name: INSEE code, postal code, name, position.

        Without a name, the one that the name of the place holds ("France services Ébreuil"), or
        that its address ends with ("6 avenue Pasteur 33270 Floirac"). Codes of communes that have
        merged since, "CEDEX" and old names are met all the time. None when nothing decides.
        """
        typed = read(name.upper().split(" CEDEX")[0])
        postal_code = postal_code.replace(" ", "").zfill(5) if postal_code else typed.code
        sharing = self.by_postal_code.get(postal_code, [])
        named = list(self._named(typed.key))
        if not typed.key:
            sharing = _without_parents(sharing)
            told = _told_by(name_key(place), sharing) or _ending(address, postal_code, sharing)
            named = [(one, NAME) for one in told]
            named += [(self.by_code[typed.code], NAME)] if typed.code in self.by_code else []
        heard: Counter[str] = Counter()
        if code in self.by_code:
            heard[code] += CODE
        for one in sharing:
            heard[one.code] += POST
        for one, weight in named:
            if one.code in heard or self._plausible(one, code, postal_code, near):
                heard[one.code] += weight
        if not heard and typed.key:
            understood = self._understood(typed.key)
            heard.update(c.code for c in understood if _in_departement(c, code, postal_code))
        return self._elected(heard, near)

    def km_outside(self, commune: KnownCommune, point: Point) -> float | None:
        """Kilometres from the commune's land; from its parent's for an arrondissement."""
        return self._boundaries.km_outside(commune.parent or commune.code, point)

    def strays(self, commune: KnownCommune, point: Point) -> bool:
        """Whether the point is too far to be in the commune."""
        outside = self.km_outside(commune, point)
        if outside is not None:
            return outside > INSIDE_KM
        return commune.point is not None and kilometres(point, commune.point) > _reach(commune)

    def lying_at(self, point: Point) -> str:
        """Code of the commune on whose land the point is; "" when it is on none that is drawn."""
        close = [
            (kilometres(point, one.point), one.code)
            for one in self.by_code.values()
            if one.point
            and one.parent is None
            and abs(one.point.latitude - point.latitude) < NEIGHBOURS
            and abs(one.point.longitude - point.longitude) < NEIGHBOURS
        ]
        around = (code for _km, code in sorted(close))
        return next((code for code in around if self._boundaries.km_outside(code, point) == 0), "")

    def _named(self, key: str) -> Iterator[tuple[KnownCommune, int]]:
        """Those that bear the name, article or not; those that bore it, or bear it in the post."""
        if key:
            for name in (key, *(f"{article} {key}" for article in ARTICLES)):
                yield from ((one, NAME) for one in self.by_name.get(name, ()))
            yield from ((one, OLD_NAME) for one in self.by_old_name.get(key, ()))

    def _plausible(
        self, commune: KnownCommune, code: str, postal_code: str, near: Point | None
    ) -> bool:
        """A namesake that no code names: in their département, or around the position."""
        if near is not None and commune.point:
            reach = REACH_KM if code or postal_code else FAR_KM
            if kilometres(near, commune.point) <= reach:
                return True
            if not (code or postal_code):
                return False
        return _in_departement(commune, code, postal_code)

    def _understood(self, key: str) -> list[KnownCommune]:
        """What the fields of a page would understand; asked once for each spelling of a file."""
        if key not in self._asked:
            found = find(key).communes
            self._asked[key] = [self.by_code[one.pk] for one in found if one.pk in self.by_code]
        return self._asked[key]

    def _elected(self, heard: Counter[str], near: Point | None) -> KnownCommune | None:
        ranked = heard.most_common()
        if not ranked:
            return None
        lone = len(ranked) == 1 or ranked[0][1] > ranked[1][1] + INSIDE
        if near is not None and not lone:
            for code, _votes in ranked:
                if not self.strays(self.by_code[code], near):
                    heard[code] += INSIDE
            ranked = heard.most_common()
        best = [self.by_code[code] for code, votes in ranked if votes == ranked[0][1]]
        return _closest(best, near)


def _reach(commune: KnownCommune) -> float:
    """Of a commune that nobody drew, around its centre: overseas, islands and valleys of its."""
    return FAR_KM if commune.code.startswith("98") else CENTRE_KM


def _in_departement(commune: KnownCommune, code: str, postal_code: str) -> bool:
    """A CEDEX code is in no table; its first digits are only read to choose between namesakes."""
    if not (code or postal_code):
        return True
    start = (code or postal_code)[: len(commune.departement)]
    return start == commune.departement or start == commune.departement.replace("2A", "20")


def _told_by(place: str, communes: Iterable[KnownCommune]) -> list[KnownCommune]:
    """Those whose whole name is in the place's; of "Saint-Pierre-le-Vieux", not "Saint-Pierre"."""
    found = [c for c in communes if f" {c.name_key} " in f" {place} "]
    longest = max((len(c.name_key) for c in found), default=0)
    return [c for c in found if len(c.name_key) == longest]


def _ending(address: str, postal_code: str, communes: Iterable[KnownCommune]) -> list[KnownCommune]:
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
