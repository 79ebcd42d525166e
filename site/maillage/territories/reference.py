"""The reference files, read into values: communes, EPCI, départements, régions, overseas."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"
PARIS = "Europe/Paris"
COLLECTIVITY_ZONE = "com"

Row = dict[str, str]


@dataclass(frozen=True)
class Overseas:
    """What ``outre-mer.csv`` says of a collectivity; ``box`` is west, south, east, north."""

    time_zone: str
    phone_prefix: str
    box: tuple[float, float, float, float]
    commune_zones: dict[str, str]


class ReferenceTables:
    """Every table of a folder, each read once, when first asked for."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder

    @cached_property
    def communes(self) -> list[Row]:
        """The communes, completed where the complements know a centre or postal codes.

        Their centre is where the town hall stands, when that is known.
        """
        complements = {row["code_insee"]: row for row in self.complements}
        return [
            {
                **row,
                **_filled(complements.get(row["code_insee"], {})),
                **self.town_halls.get(row["code_insee"], {}),
            }
            for row in self._rows("communes-2026.csv")
        ]

    @cached_property
    def town_halls(self) -> dict[str, Row]:
        """Latitude and longitude by code; the others have the middle of their land."""
        return {row.pop("code_insee"): row for row in self._rows("chefs-lieux-2026.csv")}

    @cached_property
    def complements(self) -> list[Row]:
        return list(self._rows("communes-complements-2026.csv"))

    @cached_property
    def arrondissements(self) -> list[Row]:
        """Those of Paris, Lyon and Marseille, with the codes of the commune they are part of."""
        communes = {row["code_insee"]: row for row in self.communes}
        inherited = ("departement", "region", "epci", "densite7")
        return [
            {**row, **{name: communes[row["parent"]][name] for name in inherited}}
            for row in self.complements
            if row["type"] == "arrondissement"
        ]

    @cached_property
    def other_names(self) -> list[Row]:
        """Of communes that joined another, and the post's."""
        return list(self._rows("autres-noms-2026.csv"))

    @cached_property
    def seats(self) -> frozenset[str]:
        """Codes of the communes that are the seat of an arrondissement of their département."""
        return frozenset(row["code_insee"] for row in self._rows("sieges-2026.csv"))

    @cached_property
    def epci(self) -> list[Row]:
        return list(self._rows("epci-2026.csv"))

    @cached_property
    def departements(self) -> list[Row]:
        return list(self._rows("departements-2026.csv"))

    @cached_property
    def regions(self) -> list[Row]:
        return list(self._rows("regions-2026.csv"))

    @cached_property
    def overseas(self) -> dict[str, Overseas]:
        """By code of département or collectivity."""
        return {row["code"]: _overseas(row) for row in self._rows("outre-mer.csv")}

    def time_zone(self, departement: str, commune: str = "") -> str:
        """Zone of a département, or of one of its communes when that one keeps another time."""
        overseas = self.overseas.get(departement)
        if overseas is None:
            return PARIS
        return overseas.commune_zones.get(commune, overseas.time_zone)

    def _rows(self, name: str) -> Iterator[Row]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _filled(row: Row) -> Row:
    known = ("latitude", "longitude", "codes_postaux")
    return {name: row[name] for name in known if row.get(name)}


def _overseas(row: Row) -> Overseas:
    return Overseas(
        time_zone=row["fuseau"],
        phone_prefix=row["indicatif"],
        box=(float(row["ouest"]), float(row["sud"]), float(row["est"]), float(row["nord"])),
        commune_zones=_commune_zones(row["fuseaux_particuliers"]),
    )


def _commune_zones(text: str) -> dict[str, str]:
    """``98719 98723=Pacific/Gambier|…`` → code → zone."""
    zones = {}
    for part in filter(None, text.split("|")):
        codes, zone = part.split("=")
        zones |= dict.fromkeys(codes.split(), zone)
    return zones
