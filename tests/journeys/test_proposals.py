"""A member proposes events from a phone; the portal's team accepts one and refuses another."""

from datetime import date, timedelta

import pytest
from django.core import mail
from playwright.sync_api import expect

from maillage.accounts import open_form
from maillage.accounts.models import PortalTeam
from maillage.outbox.draining import drain_all
from maillage_events.models import EventPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.fixtures.browser import follow
from tests.site.factories import CommuneFactory, UserFactory, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FORM = "/saone-et-loire/agenda/proposer/"
REASON = "La salle est fermée ce jour-là\u202f: proposez-nous un mardi."


@pytest.fixture
def publisher(monkeypatch, settings, live_server):
    # A browser types at once what takes people a minute.
    monkeypatch.setattr(open_form, "SHORTEST", timedelta(0))
    settings.BASE_URL = live_server.url
    CommuneFactory(code="71137", name="Cluny")
    person = UserFactory(name="Paula", email="paula@exemple.fr")
    person.groups.add(grant_portal_groups(territory_portal())[PortalTeam.Role.PUBLISHER])
    return person


def propose(page, title):
    page.goto(FORM)
    page.get_by_label("Titre de l’événement").fill(title)
    page.get_by_label("Qu’y fera-t-on").fill("Parler des écrans, sans jugement.")
    page.get_by_label("Type d’événement").select_option(label="Rencontre")
    page.get_by_label("Jour").fill(str(date.today() + timedelta(days=20)))
    page.get_by_label("Commence à").fill("14:00")
    page.get_by_label("Finit à").fill("16:00")
    page.get_by_label("Sur place", exact=True).check()
    page.get_by_label("Nom du lieu").fill("Salle des fêtes")
    page.get_by_label("Commune ou code postal").fill("Cluny")
    page.get_by_label("Non, on vient").check()
    page.get_by_label("Qui organise").fill("Foyer rural")
    follow(page.get_by_role("button", name="Proposer cet événement"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")


def told(address):
    while drain_all():
        pass
    return [(one.subject, one.body) for one in mail.outbox if one.to == [address]]


def test_a_member_proposes_then_learns_what_the_team_decides(visit_as, visit, sound, publisher):
    nadia = UserFactory(name="Nadia", email="nadia@exemple.fr")
    page = visit_as(nadia, "/saone-et-loire/agenda/")
    follow(page.get_by_role("link", name="Proposez-le"))
    follow(page.get_by_role("button", name="Proposer cet événement"))
    sound(page)
    propose(page, "Café des écrans")
    sound(page)
    propose(page, "Soirée jeux")
    assert [len(told(person)) for person in ("paula@exemple.fr", "nadia@exemple.fr")] == [2, 0]

    kept, refused = EventPage.objects.order_by("pk")
    page = visit_as(publisher, f"/gestion/pages/{kept.pk}/edit/", width=1280)
    expect(page.get_by_text("Proposé par Nadia")).to_be_visible()
    page.get_by_role("button", name="Plus d'actions").click()
    follow(page.get_by_role("button", name="Approuver et Publier"))
    page = visit_as(publisher, f"/gestion/pages/{refused.pk}/edit/")
    follow(page.get_by_role("link", name="Refuser et dire pourquoi"))
    page.get_by_label("Pourquoi").fill(REASON)
    sound(page)
    follow(page.get_by_role("button", name="Refuser cette proposition"))
    expect(page.get_by_text("La proposition est refusée")).to_be_visible()

    (accepted, _), (sorry, why) = told("nadia@exemple.fr")
    assert "Café des écrans" in accepted
    assert ("Soirée jeux" in sorry, REASON in why) == (True, True)
    page = visit("/saone-et-loire/agenda/")
    expect(page.get_by_role("link", name="Café des écrans")).to_be_visible()
    expect(page.get_by_role("link", name="Soirée jeux")).to_have_count(0)
    sound(page)
