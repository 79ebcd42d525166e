"""What the nation lists of forty portals asks as many queries for fifty rows as for one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from maillage.accounts.models import PortalTeam
from maillage_site.contact.models import ContactMessage
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.cartography.factories import OrganisationFactory, PlaceFactory
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST = 40
LISTS = (
    "/gestion/snippets/maillage_cartography/place/",
    "/gestion/snippets/maillage_cartography/organisation/",
    "/gestion/redirections/",
    "/gestion/users/",
    "/gestion/equipe/",
    "/gestion/messages/",
    "/gestion/journal/",
)


def fill(numbers: range) -> None:
    """Of each kind one a number, in a few territories."""
    for number in numbers:
        code = f"{(number % 8) + 1:02}"
        facts = {"name": f"Pays {code}", "slug": f"pays-{code}"}
        territory = TerritoryFactory(code=code, **facts)
        home = PortalPage.objects.filter(portal__territory=territory).first()
        home = home or territory_portal(territory)
        team = list(grant_portal_groups(home).values())
        person = UserFactory(territory=territory)
        person.groups.add(team[number % len(team)])
        commune = CommuneFactory(code=f"{code}{number:03}", name=f"Ville {number}")
        organisation = OrganisationFactory(name=f"Structure {number}", commune=commune)
        PlaceFactory(name=f"Lieu {number}", commune=commune, organisation=organisation)
        Redirect.add_redirect(
            f"/{facts['slug']}/affiche-{number}", home, automatically_created=True
        )
        ContactMessage.objects.create(
            portal=home.portal, page=home, name="Lise", email="lise@exemple.fr",
            message="Bonjour", sent_at=timezone.now(),
        )  # fmt: skip


@pytest.fixture(params=["administrator", "publisher"])
def nation(request, client):
    person = UserFactory(is_superuser=request.param == "administrator")
    if request.param == "publisher":
        person.groups.add(grant_portal_groups(national_portal())[PortalTeam.Role.PUBLISHER])
    client.force_login(person)
    return person


def asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
    return len(found) if response.status_code == 200 else 0


def test_lists_of_the_nation_do_not_ask_more_for_more_rows(client, nation):
    fill(range(2))  # with one portal alone, the list of teams leads to its team
    before = {address: asked(client, address) and asked(client, address) for address in LISTS}
    fill(range(2, 50))
    now = {address: asked(client, address) and asked(client, address) for address in LISTS}
    heavy = {address: number for address, number in now.items() if number > MOST}
    opened = [address for address, number in now.items() if number]
    assert (now, heavy) == (before, {})
    assert len(opened) >= (6 if nation.is_superuser else 4), now
