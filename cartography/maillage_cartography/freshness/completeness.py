"""How complete the record of a place is: data·inclusion's ten criteria, by its own code.

A place gives several services, and the official score is a service's: the place's is their mean.
A criterion that does not apply (a mail address where nobody is to write) counts for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from data_inclusion.schema.v1 import Service
from data_inclusion.schema.v1.score_qualite import score
from django.utils.translation import gettext_lazy as _

from maillage_cartography.exports.data_inclusion import services

if TYPE_CHECKING:
    from datetime import date

    from maillage_cartography.models import Place

# What a coordinator looks for, by the name of the official criterion.
CRITERIA = {
    "adresse_bien_definie": _("the address"),
    "modes_mobilisation_bien_definis": _("how to come or call"),
    "au_moins_un_public": _("the publics received"),
    "au_moins_une_thematique": _("the help given"),
    "au_moins_un_moyen_de_contact": _("a phone, a mail address or an appointment on line"),
    "courriel_bien_defini": _("the mail address"),
    "date_maj_recente": _("information of less than six months"),
    "frais_bien_definis": _("the cost"),
    "description_bien_definie": _("a presentation of 200 characters or more"),
    "telephone_bien_defini": _("the phone"),
}


@dataclass(frozen=True)
class Completeness:
    """``percent``: 0 to 100; ``missing``: what would raise it."""

    percent: int
    missing: tuple[str, ...]


def completeness(place: Place, *, today: date) -> Completeness:
    rows = services(place, "", today=today)
    if not rows:
        # Without a service, the official score has nothing to look at.
        return Completeness(0, (str(CRITERIA["au_moins_une_thematique"]),))
    scores = [score(Service.model_validate(row)) for row in rows]
    incomplete = {
        name for _total, found in scores for name, value in found.items() if value not in (None, 1)
    }
    percent = round(100 * fmean(total for total, _found in scores))
    missing = (str(words) for name, words in CRITERIA.items() if name in incomplete)
    return Completeness(percent, tuple(missing))
