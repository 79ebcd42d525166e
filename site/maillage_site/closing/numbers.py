"""What closing a portal touches, counted in words for whoever is about to do so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from maillage.plugin import contributions
from maillage.portal_contributions import PortalClosing
from maillage_site.closing.pages import pages_of
from maillage_site.closing.roles import people_with_a_role
from maillage_site.contact.models import ContactMessage
from maillage_site.teams.queries import open_invitations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.plugin import Text
    from maillage_site.portals.models import Portal


@dataclass(frozen=True)
class Part:
    """A plugin's part of the portal: what it holds there, and the two choices."""

    contribution: PortalClosing
    told: Sequence[str]

    @property
    def label(self) -> Text:
        return self.contribution.label


def parts(portal: Portal, at: datetime) -> list[Part]:
    """In the order of the contributions."""
    return [
        Part(one, one.numbers(portal.territory, at)) if portal.territory else Part(one, ())
        for one in contributions(PortalClosing)
    ]


def pages_told(portal: Portal) -> str:
    number = pages_of(portal).filter(live=True).count()
    return ngettext("%(number)d page online", "%(number)d pages online", number) % {
        "number": number
    }


def people_told(portal: Portal) -> str:
    number = people_with_a_role(portal.territory).count()
    told = ngettext("%(number)d person with a role", "%(number)d people with a role", number)
    return told % {"number": number}


def invitations_told(portal: Portal, at: datetime) -> list[str]:
    """Nothing when nobody is invited: few portals have somebody invited when they close."""
    number = open_invitations(portal.territory).filter(expires_at__gt=at).count()
    told = ngettext("%(number)d invitation waiting", "%(number)d invitations waiting", number)
    return [told % {"number": number}] if number else []


def messages_told(portal: Portal) -> list[str]:
    """Readers who wait for an answer: the national team alone reads them once it is closed."""
    number = messages_waiting(portal)
    told = ngettext(
        "%(number)d message from a reader to answer",
        "%(number)d messages from readers to answer",
        number,
    )
    return [told % {"number": number}] if number else []


def messages_waiting(portal: Portal) -> int:
    return ContactMessage.objects.waiting().filter(portal=portal).count()
