"""Rows of the home lead where the person may go, whoever brings them; else they say who may."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage.accounts.models import PortalTeam, User
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal, put_online
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, national_portal
from tests.site.rights.world import belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Role = PortalTeam.Role
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
PANELS = "#checklist-section, #waiting-section, #panel-checklist-section, #panel-waiting-section"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def portal():
    """New: nothing is done. One of everything waits there."""
    national_portal()
    made = make_portal(Wanted(TerritoryFactory(), Identity()), at=NOW).portal
    put_online(made)
    return PortalPage.objects.get(pk=made.pk)


def home(client, portal, role) -> list:
    # Alone: two people are a team.
    User.objects.filter(groups__portal_team__territory=portal.territory).delete()
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[role])
    client.force_login(person)
    soup = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    return soup.select(PANELS)


@pytest.mark.parametrize("role", list(Role))
def test_every_link_opens(client, portal, role):
    belongings(portal, "Colibri", CommuneFactory())
    panels = home(client, portal, role)
    links = {a["href"] for panel in panels for a in panel.select("a")}
    answers = {link: client.get(link, follow=True) for link in links}
    # What is refused leads back to the home.
    refused = {
        link
        for link, answer in answers.items()
        if answer.status_code != 200
        or (answer.redirect_chain and answer.request["PATH_INFO"] == "/gestion/")
    }
    assert len(links) > 4
    assert refused == set()


@pytest.mark.parametrize("role", list(Role))
def test_a_row_without_link_says_who_does_it(client, portal, role):
    checklist, *_others = (p for p in home(client, portal, role) if "checklist" in p["id"])
    rows = [row for row in checklist.select("li") if "à faire" in row.text]
    assert len(rows) > 5
    assert [row.text for row in rows if not row.a and "le rôle «" not in row.text] == []


def test_places_are_checked_by_coordinators_and_teams_made_by_publishers(client, portal):
    def led(role: str) -> tuple[bool, bool]:
        links = {a["href"] for panel in home(client, portal, role) for a in panel.select("a")}
        team = reverse("maillage_team:team", args=[portal.territory.pk])
        return reverse("maillage_cartography_admin:to-check") in links, team in links

    assert [led(role) for role in Role] == [(False, False), (False, True), (True, False)]
