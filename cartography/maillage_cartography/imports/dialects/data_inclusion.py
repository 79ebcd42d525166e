"""data·inclusion (schema 1.0.10): structures with their services, as our own export writes them.

A structure is a place. Its services are known by the standard's names or, elsewhere than with us,
by their themes; what data·inclusion has no word for is read in what it calls "précisions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from maillage_cartography.exports import data_inclusion
from maillage_cartography.imports.dialects import json_rows
from maillage_cartography.standards import data_inclusion as lists
from maillage_cartography.standards import lamednum

if TYPE_CHECKING:
    from maillage_cartography.models import Place

NAME = "data-inclusion"
MARKS = ("id", "source", "nom", "date_maj", "services.nom")
REQUIRED = ("id", "nom", "commune", "date_maj")
SAME = (
    *("id", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse"),
    *("latitude", "longitude", "telephone", "site_web", "date_maj"),
)
RENAMED = {
    "siret": "pivot",
    "courriel": "courriels",
    "horaires_accueil": "horaires",
    "description": "presentation_detail",
    "accessibilite_lieu": "fiche_acces_libre",
    "services.lien_mobilisation": "prise_rdv",
}
# Standard's list → data·inclusion's column, and the words of the one in the other.
LISTED = {
    "dispositif_programmes_nationaux": ("reseaux_porteurs", lists.NETWORKS),
    "publics_specifiquement_adresses": ("services.publics", lists.PUBLICS),
    "modalites_acces": ("services.modes_mobilisation", lists.WAYS_IN),
    "modalites_accompagnement": ("services.type", dict(lists.KINDS)),
    "frais_a_charge": ("services.frais", {"Gratuit": "gratuit", "Payant": "payant"}),
}
SAID_IN = {
    "publics_specifiquement_adresses": "services.publics_precisions",
    "prise_en_charge_specifique": "services.publics_precisions",
    "modalites_acces": "services.mobilisation_precisions",
    "modalites_accompagnement": "services.description",
    "frais_a_charge": "services.frais_precisions",
}


def written(place: Place) -> dict[str, str] | None:
    """The cells of our own export; its address is nowhere imported."""
    today = timezone.localdate()
    structure = data_inclusion.structure(place, "", today=today)
    if structure is None:
        return None
    services = data_inclusion.services_where_given(place, "", today=today)
    return json_rows.flat({"structures": [structure], "services": services})[0]


def translate(cells: dict[str, str]) -> dict[str, str]:
    fields = {name: cells.get(name, "") for name in SAME}
    fields |= {ours: cells.get(theirs, "") for theirs, ours in RENAMED.items()}
    for name in lamednum.LISTS:
        values = _said(name, cells) or _translated(name, cells)
        fields[name] = lamednum.in_order(name, values)
    fields["services"] = lamednum.in_order("services", _services(cells))
    return fields


def _said(name: str, cells: dict[str, str]) -> set[str]:
    """The standard's values that stand in the text about them."""
    parts = [part.strip(" .") for part in _split(cells.get(SAID_IN.get(name, ""), ""))]
    return {value for value in lamednum.LISTS[name] if value in parts}


def _translated(name: str, cells: dict[str, str]) -> set[str]:
    """The first value of the standard for each word: several may share one."""
    column, words = LISTED.get(name, ("", {}))
    given = set(cells.get(column, "").split(lamednum.SEPARATOR))
    return (
        {ours for ours, theirs in reversed(words.items()) if theirs in given} if column else set()
    )


def _services(cells: dict[str, str]) -> set[str]:
    names = set(cells["services.nom"].split(lamednum.SEPARATOR))
    known = names.intersection(lamednum.LISTS["services"])
    themes = set(cells.get("services.thematiques", "").split(lamednum.SEPARATOR))
    return known or {
        str(service) for service, wanted in lists.THEMES.items() if wanted[0] in themes
    }


def _split(text: str) -> list[str]:
    return text.replace(lamednum.SEPARATOR, ", ").replace(". ", ", ").split(", ")
