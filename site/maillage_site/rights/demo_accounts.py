"""People to try the demo with: three roles in each portal, one administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from maillage.accounts.models import PortalTeam, User
from maillage_site.rights.portal_groups import grant_portal_groups

if TYPE_CHECKING:
    from maillage_site.portals.models import PortalPage

DEMO_PASSWORD = "maillage-demo-2026"  # noqa: S105 -- printed by the demo, refused elsewhere
WORDS = {
    PortalTeam.Role.EDITOR: "redaction",
    PortalTeam.Role.PUBLISHER: "publication",
    PortalTeam.Role.COORDINATOR: "coordination",
}
NATIONAL = "national"
# Invented first names; which one a portal's person bears depends on the portal alone.
FIRST_NAMES = {
    PortalTeam.Role.EDITOR: ("Amélie", "Solène", "Maite", "Gaëlle", "Anjali", "Louise"),
    PortalTeam.Role.PUBLISHER: ("Karim", "Bruno", "Peio", "Yann", "Rohan", "Denis"),
    PortalTeam.Role.COORDINATOR: ("Farida", "Hervé", "Nahia", "Erwan", "Priya", "Claire"),
}
ADMINISTRATOR = "Nadia"


@dataclass(frozen=True)
class Login:
    """What the demo prints for one person."""

    mail: str
    password: str
    role: str


@transaction.atomic
def create_demo_accounts(portal: PortalPage) -> list[Login]:
    """The portal's people, one a role, and the administrator for the national portal.

    Grants the portal's groups first. Doing it twice changes nothing.
    Raises ImproperlyConfigured outside the demo: everybody knows these passwords.
    """
    if not getattr(settings, "MAILLAGE_DEMO", False):
        message = "Demo accounts have public passwords: only the demo creates them."
        raise ImproperlyConfigured(message)
    groups = grant_portal_groups(portal)
    place = NATIONAL if portal.portal.national else portal.portal.slug
    logins = []
    for role, group in groups.items():
        person = _person(f"{WORDS[role]}@{place}.example", _first_name(place, role))
        person.territory = portal.territory
        person.save()
        person.groups.set([group])
        logins.append(Login(person.email, DEMO_PASSWORD, group.name))
    if portal.portal.national:
        logins.append(_administrator())
    return logins


def _first_name(place: str, role: PortalTeam.Role) -> str:
    names = FIRST_NAMES[role]
    return names[sum(map(ord, place)) % len(names)]


def _administrator() -> Login:
    person = _person(f"admin@{NATIONAL}.example", ADMINISTRATOR)
    person.is_staff = person.is_superuser = True
    person.save()
    return Login(person.email, DEMO_PASSWORD, "Administration")


def _person(mail: str, name: str) -> User:
    found = User.objects.filter(email=mail).first()
    if found:
        return found
    person = User.objects.create_user(mail, DEMO_PASSWORD, name=name)
    EmailAddress.objects.update_or_create(
        user=person, email=mail, defaults={"verified": True, "primary": True}
    )
    return person
