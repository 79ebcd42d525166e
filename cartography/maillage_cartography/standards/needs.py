"""The nine services, worded as the needs of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from maillage_cartography.standards.lamednum import Service

if TYPE_CHECKING:
    from maillage.plugin import Text


@dataclass(frozen=True)
class Need:
    """A service: its word in addresses, how a person says it, in full and briefly."""

    slug: str
    service: Service
    label: Text
    brief: Text


# In the order of what people ask most.
NEEDS = (
    Need(
        "demarches",
        Service.PAPERWORK,
        _("Do an administrative procedure on line"),
        _("Administrative procedures"),
    ),
    Need(
        "acces", Service.ACCESS, _("Use a computer and the Internet"), _("Computers and Internet")
    ),
    Need(
        "bases", Service.BASICS, _("Learn to use a computer or a phone"), _("Learning the basics")
    ),
    Need("emploi", Service.WORK, _("Look for a job or a training"), _("Job and training")),
    Need(
        "securite",
        Service.SAFETY,
        _("Protect yourself from scams and piracy"),
        _("Safety on the Internet"),
    ),
    Need(
        "enfants", Service.PARENTS, _("Help your children with screens"), _("Children and screens")
    ),
    Need(
        "materiel",
        Service.EQUIPMENT,
        _("Get a computer at a low price"),
        _("Equipment at a low price"),
    ),
    Need(
        "comprendre", Service.CULTURE, _("Understand digital life"), _("Understanding digital life")
    ),
    Need("loisirs", Service.LEISURE, _("Create and have fun"), _("Creation and leisure")),
)
BY_SLUG = {need.slug: need for need in NEEDS}
BY_SERVICE = {str(need.service): need for need in NEEDS}


def needs_of(services: list[str]) -> list[Need]:
    """In our order."""
    return [need for need in NEEDS if str(need.service) in services]
