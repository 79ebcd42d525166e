"""The national standard of "lieux de médiation numérique", v1.0.2 (LaMednum).

Its 32 fields in order, its lists of values, and the older headers (0.1.x) that files still carry.
Cells with several values separate them by ``|`` (0.1.x: ``;``).
"""

from __future__ import annotations

import re
from enum import StrEnum

from maillage.text import fold

SEPARATOR = "|"
FIELDS = (
    *("id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse"),
    *("complement_adresse", "latitude", "longitude", "typologie", "telephone", "courriels"),
    *("site_web", "horaires", "presentation_resume", "presentation_detail", "source"),
    *("itinerance", "structure_parente", "date_maj", "services"),
    *("publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge"),
    *("dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels"),
    *("modalites_acces", "modalites_accompagnement", "fiche_acces_libre", "prise_rdv"),
)
# An empty pivot is read as unknown: a missing SIRET must not hide a place.
REQUIRED = ("id", "nom", "commune", "code_postal", "adresse", "date_maj")
SUMMARY_LENGTH = 280


class Service(StrEnum):
    """The nine services, as the standard spells them."""

    PAPERWORK = "Aide aux démarches administratives"
    BASICS = "Maîtrise des outils numériques du quotidien"
    WORK = "Insertion professionnelle via le numérique"
    SAFETY = "Utilisation sécurisée du numérique"
    PARENTS = "Parentalité et éducation avec le numérique"
    LEISURE = "Loisirs et créations numériques"
    CULTURE = "Compréhension du monde numérique"
    ACCESS = "Accès internet et matériel informatique"
    EQUIPMENT = "Acquisition de matériel informatique à prix solidaire"


# What a place with stops is.
ITINERANT = "Itinérant"

LISTS = {
    "services": tuple(Service),
    "itinerance": (ITINERANT, "Fixe"),
    "publics_specifiquement_adresses": (
        *("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes"),
    ),
    "prise_en_charge_specifique": (
        *("Surdité", "Handicaps moteurs", "Handicaps mentaux", "Illettrisme"),
        *("Langues étrangères (anglais)", "Langues étrangères (autres)", "Déficience visuelle"),
    ),
    "frais_a_charge": ("Gratuit", "Gratuit sous condition", "Payant"),
    "dispositif_programmes_nationaux": (
        *("Aidants Connect", "Bibliothèques numérique de référence", "Certification PIX"),
        *("Conseillers numériques", "Emmaüs Connect", "France Services"),
        *("Grande école du numérique", "La Croix Rouge", "Point d'accès numérique CAF"),
        *("Promeneurs du net", "Relais numérique (Emmaüs Connect)"),
    ),
    "formations_labels": (
        *("Formé à « Mon Espace Santé »", "Formé à « DUPLEX » (illettrisme)"),
        "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
        "Collectif ressources et acteurs réemploi (Normandie)",
        # The schema's own spelling: without a space before the parenthesis.
        "Étapes numériques(La Poste)",
        *("Fabriques de Territoire", "Les Éclaireurs du numérique (Drôme)"),
        *("Mes Papiers (Métropole de Lyon)", "ORDI 3.0", "SUD LABS (PACA)"),
    ),
    "modalites_acces": (
        *("Se présenter", "Téléphoner", "Contacter par mail", "Prendre un RDV en ligne"),
        *("Ce lieu n'accueille pas de public", "Envoyer un mail avec une fiche de prescription"),
    ),
    "modalites_accompagnement": (
        *("En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance"),
    ),
}

# Values of 0.1.x and spellings met in real files, by field.
SYNONYMS = {
    "services": {
        "Prendre en main un smartphone ou une tablette": Service.BASICS,
        "Prendre en main un ordinateur": Service.BASICS,
        "Utiliser le numérique au quotidien": Service.BASICS,
        "Approfondir ma culture numérique": Service.CULTURE,
        "Promouvoir la citoyenneté numérique": Service.CULTURE,
        "Soutenir la parentalité et l'éducation avec le numérique": Service.PARENTS,
        "Favoriser mon insertion professionnelle": Service.WORK,
        "Accompagner les démarches de santé": Service.PAPERWORK,
        "Réaliser des démarches administratives avec un accompagnement": Service.PAPERWORK,
        "Devenir autonome dans les démarches administratives": Service.PAPERWORK,
        "Accéder à une connexion internet": Service.ACCESS,
        "Accéder à du matériel": Service.ACCESS,
        "S'équiper en matériel informatique": Service.EQUIPMENT,
        "Créer et développer mon entreprise": Service.WORK,
        "Créer avec le numérique": Service.LEISURE,
    },
    "publics_specifiquement_adresses": {
        "Familles/enfants": "Familles et/ou enfants",
        "Uniquement femmes": "Femmes",
        "Jeunes (16-26 ans)": "Jeunes",
        "Seniors (+ 65 ans)": "Seniors",
        # Everybody: nobody in particular is meant.
        "Adultes": "",
    },
    "prise_en_charge_specifique": {
        "Personnes en situation d'illettrisme": "Illettrisme",
        "Public langues étrangères": "Langues étrangères (autres)",
        "Handicaps mentaux : déficiences limitant les activités d'une personne": (
            "Handicaps mentaux"
        ),
        "Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes "
        "comportementales": "Handicaps mentaux",
    },
    "frais_a_charge": {
        "Gratuit : Je peux accéder gratuitement au lieu et à ses services": "Gratuit",
        "Adhésion : Les services sont accessibles après adhésion": "Payant",
        "Pass numérique : Je peux utiliser un Pass numérique": "Gratuit sous condition",
        "Payant : L'accès au lieu et/ou à ses services est payant": "Payant",
        "Accepte le Pass numérique": "Gratuit sous condition",
        "Adhésion": "Payant",
        "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer": "Payant",
        "Gratuit sous condition : La gratuité est conditionnée à des critères (situation "
        "familiale, convention avec un organisme social...)": "Gratuit sous condition",
        "Je peux accéder gratuitement au lieu": "Gratuit",
    },
    "dispositif_programmes_nationaux": {
        "CNFS": "Conseillers numériques",
        "Conseiller numérique France Services": "Conseillers numériques",
        "Conseillers numériques France Services": "Conseillers numériques",
        "Point relais CAF": "Point d'accès numérique CAF",
        "Relais Pôle Emploi": "",
    },
    "formations_labels": {
        "Étapes numériques (La Poste)": "Étapes numériques(La Poste)",
    },
    "modalites_accompagnement": {
        "Seul : j'ai accès à du matériel et une connexion": "En autonomie",
        "Seul": "En autonomie",
        "Avec de l'aide : je suis accompagné seul dans l'usage du numérique": (
            "Accompagnement individuel"
        ),
        "Avec de l'aide": "Accompagnement individuel",
        "Dans un atelier : j'apprends collectivement à utiliser le numérique": (
            "Dans un atelier collectif"
        ),
        "Dans un atelier": "Dans un atelier collectif",
        "A distance": "À distance",
        "À ma place : une personne fait les démarches à ma place": "Accompagnement individuel",
        "A ma place": "Accompagnement individuel",
        "A ma place : une personne habilitée fait les démarches à ma place": (
            "Accompagnement individuel"
        ),
    },
}

# Headers of 0.1.x → fields of v1.0.2; a list means that the values are shared out between them.
OLD_HEADERS = {
    "conditions_acces": ("frais_a_charge",),
    "conditions_access": ("frais_a_charge",),
    "publics_accueillis": ("publics_specifiquement_adresses", "prise_en_charge_specifique"),
    "labels_nationaux": ("dispositif_programmes_nationaux", "formations_labels"),
    "labels_autres": ("autres_formations_labels",),
    "accessibilite": ("fiche_acces_libre",),
    "courriel": ("courriels",),
}


def key(text: str) -> str:
    """Comparison key of a value or a header: accents, case, punctuation and spaces ignored."""
    return re.sub(r"[^a-z0-9]+", "", fold(text))


KNOWN = {
    field: {key(value): str(value) for value in values}
    | {key(alias): str(value) for alias, value in SYNONYMS.get(field, {}).items()}
    for field, values in LISTS.items()
}


def split_cell(cell: str) -> list[str]:
    """The values of a cell; ``;`` separates too when there is no ``|``."""
    separator = SEPARATOR if SEPARATOR in cell else ";"
    return [value.strip() for value in cell.split(separator) if value.strip()]


def recognised(field: str, value: str) -> str | None:
    """The standard's own spelling of a value ("" for one that it no longer has); None: unknown."""
    return KNOWN[field].get(key(value))


def in_order(field: str, values: set[str]) -> str:
    """These values as one cell, each once, in the standard's order."""
    return SEPARATOR.join(value for value in LISTS[field] if value in values)
