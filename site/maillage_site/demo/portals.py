"""The demo's portals: the national one and five territories, each with its colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.territories.models import Territory
from maillage.ui.theme import Brand
from maillage_site.creation.identity import Identity
from maillage_site.creation.translating import translate_portal
from maillage_site.creation.tree import create_portal

if TYPE_CHECKING:
    from maillage_site.portals.models import PortalPage


# Invented, as everybody else in the demo.
DIRECTOR = "Nadia Exemple"
# Numbers kept for works of fiction: nobody answers.
HOURS = "du lundi au vendredi, de 9 h à 12 h"
HOSTING = "Hébergeur d’exemple, 1 rue de l’Exemple, 75000 Paris, 01 99 00 00 00"


@dataclass(frozen=True)
class DemoPortal:
    """A territory by kind and code, and what makes its portal recognisable."""

    kind: str
    code: str
    slug: str
    summary: str
    brand: Brand
    phone: str
    english: str = ""

    @property
    def identity(self) -> Identity:
        return Identity(
            slug=self.slug,
            summary=self.summary,
            brand=self.brand,
            contact=f"{self.slug}@exemple.fr",
            director=DIRECTOR,
            hosting=HOSTING,
            phone=self.phone,
            phone_hours=HOURS,
        )


PORTALS = (
    DemoPortal(
        Territory.Kind.DEPARTEMENT,
        "71",
        "saone-et-loire",
        "De Mâcon au Morvan, un lieu d’aide à moins de dix kilomètres.",
        Brand(strong="#7a2e3a", soft="#f6e7e6", on_strong="#ffffff"),
        phone="03 53 01 71 00",
        english="From Mâcon to the Morvan, a place for help within ten kilometres.",
    ),
    DemoPortal(
        Territory.Kind.DEPARTEMENT,
        "64",
        "pyrenees-atlantiques",
        "Béarn et Pays basque : de l’aide en ville comme en vallée.",
        Brand(strong="#1f5c3d", soft="#e4f0e6", on_strong="#ffffff"),
        phone="05 36 49 64 00",
    ),
    DemoPortal(
        Territory.Kind.DEPARTEMENT,
        "56",
        "morbihan",
        "Du golfe à Ploërmel, les lieux et les rendez-vous du numérique.",
        Brand(strong="#1d4f73", soft="#e3eef5", on_strong="#ffffff"),
        phone="02 61 91 56 00",
    ),
    DemoPortal(
        Territory.Kind.EPCI,
        "244500468",
        "orleans-metropole",
        "Un accueil numérique dans chacune des communes de la métropole.",
        Brand(strong="#6b3f10", soft="#f6ecdd", on_strong="#ffffff"),
        phone="02 61 91 45 00",
    ),
    DemoPortal(
        Territory.Kind.DEPARTEMENT,
        "974",
        "la-reunion",
        "Des hauts et des bas, une case ou une médiathèque pour vous aider.",
        Brand(strong="#84305f", soft="#f6e6ef", on_strong="#ffffff"),
        phone="01 99 00 97 40",
    ),
)

NATIONAL = Identity(
    name="Maillage",
    summary="Trouver de l’aide pour vos démarches en ligne, près de chez vous.",
    publisher="l’équipe nationale Maillage",
    contact="contact@exemple.fr",
    director=DIRECTOR,
    hosting=HOSTING,
    phone="01 99 00 10 00",
    phone_hours=HOURS,
)
NATIONAL_ENGLISH = Identity(
    name="Maillage",
    summary="Find help with online procedures, close to you.",
    publisher="the national Maillage team",
)


def load() -> dict[str, PortalPage]:
    """Slug → portal, "" for the national one; made when they do not exist yet.

    The national portal and those with an English summary are in English too.
    """
    portals = {"": create_portal(None, NATIONAL)}
    translate_portal(portals[""], NATIONAL_ENGLISH, NATIONAL)
    for entry in PORTALS:
        territory = Territory.objects.get(kind=entry.kind, code=entry.code)
        portals[entry.slug] = create_portal(territory, entry.identity)
        if entry.english:
            english = Identity(name=territory.name, summary=entry.english)
            translate_portal(portals[entry.slug], english, entry.identity)
    return portals
