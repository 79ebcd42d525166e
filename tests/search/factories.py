"""Documents of the search, without any plugin."""

from __future__ import annotations

from maillage.values import Point, SearchDocument
from maillage_search.documents.versions import Versioned, versioned

MACON = Point(46.3069, 4.8287)
PAU = Point(43.2951, -0.3708)
SAONE_ET_LOIRE = ("com:71270", "epci:200070308", "dep:71", "reg:27")


def document(key: str, title: str, **fields: object) -> SearchDocument:
    kind = fields.pop("kind", "page")
    language = fields.get("language", "fr")
    return SearchDocument(
        uid=f"{kind}:{key}:{language}",
        kind=kind,
        title=title,
        url=f"/{kind}/{key}/",
        **{"national": not fields.get("territories"), **fields},
    )


def ready(*documents: SearchDocument, version: int = 1) -> list[Versioned]:
    """Each document as the only translation of its object."""
    return [
        found
        for one in documents
        for found in versioned(one.uid.rpartition(":")[0], [one], version)
    ]


CORPUS = (
    document(
        "impots",
        "Déclarer ses impôts en ligne",
        summary="La déclaration de revenus pas à pas, sur impots.gouv.fr.",
        body="Munissez-vous de votre numéro fiscal. L'impôt sur le revenu se déclare au printemps.",
        themes=("Démarches",),
        kind="page",
    ),
    document(
        "caf",
        "Faire une demande à la CAF",
        summary="Créer son compte et demander une aide au logement.",
        body="La Caisse d'allocations familiales répond aussi par téléphone.",
        themes=("Démarches", "Famille"),
    ),
    document(
        "oeuvres",
        "Les œuvres sociales de la commune",
        summary="Des bénévoles à l'œuvre auprès des aînés.",
    ),
    document(
        "mediatheque-macon",
        "Médiathèque de Mâcon",
        kind="place",
        summary="Ordinateurs en accès libre et aide aux démarches en ligne.",
        themes=("Démarches",),
        territories=SAONE_ET_LOIRE,
        point=MACON,
    ),
    document(
        "france-services-cluny",
        "France services de Cluny",
        kind="place",
        summary="Aide aux démarches : impôts, CAF, retraite.",
        themes=("Démarches",),
        territories=("com:71137", "dep:71", "reg:27"),
        point=Point(46.4347, 4.6583),
    ),
    document(
        "mediatheque-pau",
        "Médiathèque de Pau",
        kind="place",
        summary="Aide aux démarches en ligne, le mardi matin.",
        themes=("Démarches",),
        territories=("com:64445", "dep:64", "reg:75"),
        point=PAU,
    ),
    document(
        "tablette",
        "Atelier : débuter avec une tablette",
        kind="event",
        summary="Deux heures pour apprendre les gestes de base.",
        themes=("Débuter",),
        territories=SAONE_ET_LOIRE,
        point=MACON,
    ),
)
