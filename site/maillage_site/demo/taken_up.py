"""A national page that a portal of the demo took up, and a page that another one proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import PortalTeam, User
from maillage_site.home.models import ContentPage
from maillage_site.proposed_pages.proposing import propose
from maillage_site.syndication.models import PageProposal, TakenUpPage
from maillage_site.syndication.taking_up import Presentation, take_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage_site.portals.models import PortalPage

TAKEN_UP, BY = "ouverture-du-portail-national", "la-reunion"
INTRODUCTION = (
    "<p>À La Réunion, les ateliers du samedi et les cases numériques y sont déjà. "
    "<b>Il manque un lieu près de chez vous ?</b> Dites-le-nous depuis la carte.</p>"
)
PROPOSED, FROM = "un-guichet-numerique-dans-chaque-commune", "orleans-metropole"
WORD = "Vingt-deux communes, un seul guichet : d’autres métropoles nous demandent comment faire."


def load(portals: Mapping[str, PortalPage], *, now: datetime) -> None:
    """Once: what a team has changed since stays as it is."""
    page = ContentPage.objects.descendant_of(portals[""]).get(slug=TAKEN_UP)
    portal = portals[BY].portal
    if not TakenUpPage.objects.filter(page=page, portal=portal).exists():
        page.offered = True
        page.save_revision().publish()
        how = Presentation({"fr": INTRODUCTION})
        take_up(page, portal, how, by=_publisher(portals[BY]), at=now)
    page = ContentPage.objects.descendant_of(portals[FROM]).get(slug=PROPOSED)
    if not PageProposal.objects.filter(page=page).exists():
        propose(page, WORD, by=_publisher(portals[FROM]), at=now)


def _publisher(portal: PortalPage) -> User:
    team = PortalTeam.objects.get(territory=portal.territory, role=PortalTeam.Role.PUBLISHER)
    return User.objects.filter(groups=team.group).order_by("pk")[0]
