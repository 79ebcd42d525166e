"""The list of France services (ANCT): one row a place, hours by weekday."""

from __future__ import annotations

import re

from maillage_cartography.imports.dialects.weeks import week
from maillage_cartography.standards.lamednum import Service

NAME = "france-services"
MARKS = ("id_fs", "lib_fs", "insee_com", "h_lundi", "format_fs")
REQUIRED = ("id", "nom", "commune", "code_postal", "adresse")

DAYS = ("h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi")
SPAN = re.compile(r"(\d\d:\d\d) - (\d\d:\d\d)")
MOBILE = {"Bus_équivalent", "Itinérante"}
# What the charter of France services promises everywhere.
SERVICES = f"{Service.PAPERWORK}|{Service.ACCESS}"


def translate(cells: dict[str, str]) -> dict[str, str]:
    return {
        "id": cells["id_fs"],
        "nom": cells["lib_fs"],
        "commune": cells["lib_com"],
        "code_postal": cells["code_postal"],
        "code_insee": cells["insee_com"],
        "adresse": cells["adresse"],
        "complement_adresse": cells["complement_adresse"],
        "latitude": cells["latitude"],
        "longitude": cells["longitude"],
        "typologie": "RFS",
        "telephone": cells["telephone"],
        "courriels": cells["mail"],
        "horaires": hours(cells),
        "presentation_detail": cells["commentaire"],
        "source": "France services",
        "itinerance": "Itinérant" if cells["format_fs"] in MOBILE else "Fixe",
        "services": SERVICES,
        "frais_a_charge": "Gratuit",
        "dispositif_programmes_nationaux": "France Services",
        "modalites_acces": _access(cells),
        "modalites_accompagnement": "En autonomie|Accompagnement individuel",
    }


def hours(cells: dict[str, str]) -> str:
    """OSM's syntax; the places, public services, are closed on public holidays."""
    return week([_spans(cells[day]) for day in DAYS], suffix="PH off")


def _spans(cell: str) -> list[tuple[str, str]]:
    """Empty spans (``00:00 - 00:00``) fill rows in the source: they say nothing."""
    return [(begins, ends) for begins, ends in SPAN.findall(cell) if begins < ends]


def _access(cells: dict[str, str]) -> str:
    modes = ["Se présenter"]
    modes += ["Téléphoner"] if cells["telephone"] else []
    modes += ["Contacter par mail"] if cells["mail"] else []
    return "|".join(modes)
