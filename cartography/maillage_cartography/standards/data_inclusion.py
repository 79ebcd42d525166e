"""The national standard's values in data·inclusion's words (schema 1.0.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_cartography.standards.lamednum import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ONLINE = "numerique--acceder-a-des-services-en-ligne"
_BASICS = "numerique--maitriser-les-fondamentaux-du-numerique"
_EQUIPMENT = "numerique--acquerir-un-equipement"
_HANDICAP = "personnes-en-situation-de-handicap"

THEMES: dict[str, tuple[str, ...]] = {
    Service.PAPERWORK: (
        _ONLINE,
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
    ),
    Service.BASICS: (_BASICS, _ONLINE),
    Service.WORK: (
        _BASICS,
        "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
    ),
    Service.LEISURE: (_BASICS, "remobilisation--activites-sportives-et-culturelles"),
    Service.PARENTS: (_BASICS, "famille--soutien-a-la-parentalite-et-a-leducation"),
    Service.CULTURE: (_BASICS,),
    Service.SAFETY: (_BASICS,),
    Service.ACCESS: ("numerique--acceder-a-une-connexion-internet", _EQUIPMENT),
    Service.EQUIPMENT: (_EQUIPMENT,),
}
# Without a word for them, illiteracy and what is written in full stay in ``publics_precisions``.
PUBLICS = {
    "Jeunes": "jeunes",
    "Étudiants": "etudiants",
    "Familles et/ou enfants": "familles",
    "Seniors": "seniors",
    "Femmes": "femmes",
    "Surdité": _HANDICAP,
    "Handicaps moteurs": _HANDICAP,
    "Handicaps mentaux": _HANDICAP,
    "Déficience visuelle": _HANDICAP,
    "Langues étrangères (anglais)": "personnes-exilees",
    "Langues étrangères (autres)": "personnes-exilees",
}
NETWORKS = {
    "Aidants Connect": "aidants-connect",
    "Conseillers numériques": "conseillers-numeriques",
    "Emmaüs Connect": "emmaus",
    "Relais numérique (Emmaüs Connect)": "emmaus",
    "France Services": "france-service",
    "Grande école du numérique": "grandes-ecoles-du-numerique",
    "La Croix Rouge": "croix-rouge",
    "Point d'accès numérique CAF": "caf",
}
WAYS_IN = {
    "Se présenter": "se-presenter",
    "Téléphoner": "telephoner",
    "Contacter par mail": "envoyer-un-courriel",
    "Envoyer un mail avec une fiche de prescription": "envoyer-un-courriel",
    "Prendre un RDV en ligne": "utiliser-lien-mobilisation",
}
# A service has one type: the one that helps most, when there are several.
KINDS = (
    ("Accompagnement individuel", "accompagnement"),
    ("Dans un atelier collectif", "atelier"),
    ("En autonomie", "aide-materielle"),
)


def all_of(words: Mapping[str, str], values: Iterable[str]) -> list[str]:
    """Their words, each once, in alphabetical order; values without one are left out."""
    return sorted({words[value] for value in values if value in words})
