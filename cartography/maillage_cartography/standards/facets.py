"""What places can be chosen by besides the help they offer: slugs of the address, words of readers.

One place per criterion: the parameter, the column, and for each value of the national standard its
word in addresses and how a person says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.themes.needs import NEEDS
from maillage_cartography.standards.lamednum import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection

    from maillage.plugin import Text


@dataclass(frozen=True)
class Option:
    """A value of the standard: its word in addresses, its spelling there, how a person says it."""

    slug: str
    value: str
    label: Text


@dataclass(frozen=True)
class Facet:
    """A criterion: its parameter, the column it reads, its question, its options."""

    name: str
    column: str
    label: Text
    options: tuple[Option, ...]

    def having(self, slugs: Collection[str]) -> Q:
        """Places with at least one of these options; all of them when there is none."""
        wanted = Q()
        for option in self.options:
            if option.slug in slugs:
                wanted |= self._holding(option.value)
        return wanted

    def slugs_of(self, cell: str) -> tuple[str, ...]:
        """The options that a cell of the column holds."""
        values = set(cell.split(SEPARATOR))
        return tuple(option.slug for option in self.options if option.value in values)

    def option(self, slug: str) -> Option | None:
        return next((option for option in self.options if option.slug == slug), None)

    def _holding(self, value: str) -> Q:
        """A whole value of the cell: "Gratuit" is not in "Gratuit sous condition"."""
        column = self.column
        return (
            Q(**{column: value})
            | Q(**{f"{column}__startswith": f"{value}{SEPARATOR}"})
            | Q(**{f"{column}__endswith": f"{SEPARATOR}{value}"})
            | Q(**{f"{column}__contains": f"{SEPARATOR}{value}{SEPARATOR}"})
        )


SERVICE = Facet(
    "service",
    "services",
    _("What do you need?"),
    tuple(Option(need.slug, str(need.service), need.label) for need in NEEDS),
)
# Each may be chosen several times: one of the values is enough.
CHOICES = (
    Facet(
        "frais",
        "costs",
        _("Cost"),
        (
            Option("gratuit", "Gratuit", _("Free")),
            Option("sous-condition", "Gratuit sous condition", _("Free for some people")),
            Option("payant", "Payant", _("Paying")),
        ),
    ),
    Facet(
        "accompagnement",
        "support_modes",
        _("How you are helped"),
        (
            Option("individuel", "Accompagnement individuel", _("Somebody helps me alone")),
            Option("atelier", "Dans un atelier collectif", _("With others, in a workshop")),
            Option("autonomie", "En autonomie", _("I manage alone, with their equipment")),
            Option("distance", "À distance", _("Remotely, by phone or on line")),
        ),
    ),
    Facet(
        "acces",
        "access_modes",
        _("How to get in touch"),
        (
            Option("sur-place", "Se présenter", _("By going there")),
            Option("telephone", "Téléphoner", _("By phone")),
            Option("courriel", "Contacter par mail", _("By mail")),
            Option("rendez-vous", "Prendre un RDV en ligne", _("With an appointment on line")),
            Option(
                "orientation",
                "Envoyer un mail avec une fiche de prescription",
                _("Through a professional, with a referral form"),
            ),
        ),
    ),
    Facet(
        "accueil",
        "specific_care",
        _("Adapted welcome"),
        (
            Option("surdite", "Surdité", _("Deaf or hard of hearing")),
            Option("vue", "Déficience visuelle", _("Blind or partially sighted")),
            Option("moteur", "Handicaps moteurs", _("Motor disability")),
            Option("mental", "Handicaps mentaux", _("Mental disability")),
            Option("illettrisme", "Illettrisme", _("Difficulties in reading and writing")),
            Option("anglais", "Langues étrangères (anglais)", _("In English")),
            Option("langues", "Langues étrangères (autres)", _("In another language")),
        ),
    ),
    Facet(
        "public",
        "publics",
        _("Meant for"),
        (
            Option("jeunes", "Jeunes", _("Young people")),
            Option("etudiants", "Étudiants", _("Students")),
            Option("familles", "Familles et/ou enfants", _("Families and children")),
            Option("seniors", "Seniors", _("Elderly people")),
            Option("femmes", "Femmes", _("Women")),
        ),
    ),
    Facet(
        "programme",
        "programmes",
        _("National programme"),
        (
            Option("france-services", "France Services", "France services"),
            Option("conseillers", "Conseillers numériques", _("Digital advisers")),
            Option("aidants-connect", "Aidants Connect", "Aidants Connect"),
            Option("caf", "Point d'accès numérique CAF", _("CAF digital access point")),
            Option(
                "bibliotheques",
                "Bibliothèques numérique de référence",
                _("Reference digital libraries"),
            ),
            Option("pix", "Certification PIX", _("Pix certification")),
            Option("emmaus-connect", "Emmaüs Connect", "Emmaüs Connect"),
            Option(
                "relais", "Relais numérique (Emmaüs Connect)", _("Emmaüs Connect's digital relay")
            ),
            Option("croix-rouge", "La Croix Rouge", _("Red Cross")),
            Option("promeneurs", "Promeneurs du net", "Promeneurs du net"),
            Option("grande-ecole", "Grande école du numérique", _("Grande École du Numérique")),
        ),
    ),
    Facet(
        "itinerance",
        "mobility",
        _("Where it is held"),
        (
            Option("fixe", "Fixe", _("Always at the same place")),
            Option("itinerant", "Itinérant", _("Moves from place to place")),
        ),
    ),
)
ALL = (SERVICE, *CHOICES)
BY_NAME = {facet.name: facet for facet in ALL}
