"""A portal takes up a national event in its own words, and its readers see them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.syndication.models import TakenUpPage
from tests.events.factories import event
from tests.fixtures.browser import follow
from tests.site.factories import UserFactory, national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WORDS = "Regardons-le ensemble à la médiathèque de Mâcon\u202f: le café est offert."


@pytest.fixture
def team():
    """The portal's people, by role, in front of a national webinar."""
    groups = grant_portal_groups(territory_portal())
    soon = date.today() + timedelta(days=9)
    webinar = {"attendance_mode": "en-ligne", "event_type": "webinaire", "online_capacity": 50}
    event(title="Aider sans faire à la place", slug="aider", start_date=soon, **webinar)
    people = {role: UserFactory(name=str(role.label)) for role in groups}
    for role, person in people.items():
        person.groups.add(groups[role])
    return people


def test_an_editor_writes_a_publisher_shows_it_and_readers_see_it(visit_as, visit, sound, team):
    page = visit_as(team[PortalTeam.Role.EDITOR], "/gestion/nationaux/")
    sound(page)
    follow(page.get_by_role("link", name="Reprendre Aider sans faire à la place"))
    page.get_by_label("Votre introduction").fill(WORDS)
    page.get_by_label("Contact dans votre territoire").fill("Lucie, 03 85 00 00 00")
    sound(page)
    follow(page.get_by_role("button", name="Enregistrer"))
    expect(page.get_by_text("brouillon ou retiré")).to_be_visible()

    page = visit_as(team[PortalTeam.Role.PUBLISHER], "/gestion/nationaux/")
    follow(page.get_by_role("link", name="Modifier Aider sans faire à la place"))
    page.get_by_label("en haut de l’agenda").check()
    sound(page)
    follow(page.get_by_role("button", name="Enregistrer"))
    expect(page.get_by_text("Le portail « Saône-et-Loire » l’affiche")).to_be_visible()
    sound(page)

    page = visit("/saone-et-loire/agenda/")
    sound(page)
    pinned = page.get_by_role("region", name="À ne pas manquer")
    follow(pinned.get_by_role("link", name="Aider sans faire à la place"))
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    expect(page.get_by_role("main")).to_contain_text("Lucie, 03 85 00 00 00")
    sound(page)
    page.goto("/agenda/aider/")
    expect(page.get_by_text(WORDS)).to_have_count(0)


@pytest.mark.once
def test_an_introduction_is_saved_whole_however_soon(visit_as, team):
    """Draftail writes what is typed into its field later than a quick hand sends the form."""
    offered = ContentPage(title="Impôts", slug="impots", offered=True)
    national_portal().add_child(instance=offered)
    territory = Portal.objects.get(national=False).territory_id
    address = reverse("maillage_syndication_taken", args=[offered.pk, territory])
    page = visit_as(team[PortalTeam.Role.PUBLISHER], address, width=1280)
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(WORDS)
    # At once: Playwright's click would wait.
    button = page.get_by_role("main").get_by_role("button", name="Enregistrer")
    with page.expect_navigation():
        button.evaluate("button => button.click()")
    assert WORDS in TakenUpPage.objects.get().words.get().introduction
