"""Readers write to a portal's team without an account; the team is told, answers, and forgets."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from maillage.accounts.models import PortalTeam
from maillage.outbox.draining import drain_all
from maillage.personal_data.erasing import purge
from maillage_site.contact.models import ContactMessage
from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.signups import NOW
from tests.site.factories import (
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
WRITTEN = {"message": "Bonjour,\nun atelier ?", "email": "amina@exemple.fr", "name": "Amina"}
FORM = ("contact_form", {"title": "Nous écrire", "text": "<p>Sous deux jours.</p>"})


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def page(portal):
    return portal.add_child(instance=ContentPage(title="Contact", slug="contact", body=[FORM]))


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def person(portal, role="editor"):
    user = UserFactory()
    user.groups.add(grant_portal_groups(portal)[role])
    return user


def address(page, base="/saone-et-loire"):
    return f"{base}/nous-ecrire/{page.translation_key}/"


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def send(client, page, clock, **changes):
    """What a person does: opens the form, writes, sends."""
    form = read(client.get(address(page)))
    hidden = {field["name"]: field["value"] for field in form.select("main input[type=hidden]")}
    clock.shift(20)
    return client.post(address(page), {**hidden, "suite": "", **WRITTEN, **changes})


def kept():
    return list(ContactMessage.objects.values_list("name", "email", "phone", "message"))


def test_a_block_leads_to_the_form_and_the_public_page_is_the_same_for_everyone(client, page):
    response = client.get("/saone-et-loire/contact/")
    links = [link["href"] for link in read(response).select("main .callout a")]
    assert (links, response.cookies) == ([address(page)], {})
    assert "csrfmiddlewaretoken" not in response.text
    form = client.get(address(page))
    assert (form.status_code, form["Cache-Control"]) == (200, "private, no-store")


def test_a_message_is_kept_confirmed_and_emailed_to_the_team(client, portal, page, clock):
    team, national = person(portal), UserFactory()
    national.groups.add(grant_portal_groups(national_portal())["publisher"])
    answer = send(client, page, clock)
    assert (answer.status_code, answer["Location"]) == (302, f"{address(page)}merci/")
    assert "Votre message est parti" in client.get(answer["Location"]).text
    assert kept() == [("Amina", "amina@exemple.fr", "", "Bonjour,\nun atelier ?")]
    while drain_all():
        pass
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == ([team.email], ["amina@exemple.fr"])
    assert sent.subject == "Un message pour votre équipe : Contact"
    assert "un atelier ?" in sent.body


def test_sent_twice_it_is_one_message(client, portal, page, clock):
    person(portal)
    send(client, page, clock)
    send(client, page, clock)
    while drain_all():
        pass
    assert (len(kept()), len(mail.outbox)) == (1, 1)


def test_a_phone_is_enough_and_without_any_way_to_answer_what_was_written_stays(
    client, page, clock
):
    answer = send(client, page, clock, email="", message="Un <b>long</b> texte")
    assert (answer.status_code, kept()) == (422, [])
    screen = read(answer)
    assert screen.select_one("textarea[name=message]").text.strip() == "Un <b>long</b> texte"
    assert "Donnez une adresse de courriel ou un téléphone" in screen.select_one("main").text
    assert send(client, page, clock, email="", phone="03 85 00 00 00").status_code == 302
    assert kept()[0][2] == "03 85 00 00 00"


def test_robots_are_thanked_and_forgotten(client, page, clock):
    assert send(client, page, clock, suite="https://pub.example/").status_code == 302
    assert client.post(address(page), WRITTEN).status_code == 422
    assert kept() == []


def test_one_network_sends_so_many_and_keeps_what_it_typed(client, page, clock, settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = "1/10m"
    send(client, page, clock)
    refused = send(client, page, clock, message="Encore")
    assert (refused.status_code, len(kept())) == (429, 1)
    assert read(refused).select_one("textarea").text.strip() == "Encore"


def test_a_form_is_where_an_editor_put_it_and_nowhere_else(client, portal, page):
    bare = portal.add_child(instance=ContentPage(title="Autre", slug="autre"))
    territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    there = [address(page), f"{address(page)}merci/"]
    elsewhere = [address(bare), address(page, "/morbihan"), address(page, ""), address(page, "/en")]
    assert {client.get(url).status_code for url in there} == {200}
    assert {client.get(url).status_code for url in elsewhere} == {404}
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert {client.get(url).status_code for url in there} == {404}
    PageViewRestriction.objects.all().delete()
    page.unpublish()
    assert {client.get(url).status_code for url in there} == {404}


def test_the_nations_portal_has_its_own(client, clock):
    home = national_portal()
    page = home.add_child(instance=ContentPage(title="Contact", slug="contact", body=[FORM]))
    team = person(home)
    url = f"/nous-ecrire/{page.translation_key}/"
    hidden = {
        f["name"]: f["value"] for f in read(client.get(url)).select("main input[type=hidden]")
    }
    clock.shift(20)
    client.post(url, {**hidden, **WRITTEN})
    while drain_all():
        pass
    assert [sent.to for sent in mail.outbox] == [[team.email]]


# --- The team -------------------------------------------------------------------------------


def message(portal, **facts):
    facts = {"message": "Bonjour", "email": "amina@exemple.fr", "sent_at": timezone.now(), **facts}
    return ContactMessage.objects.create(portal=portal.portal, **facts)


def listed(client, state=""):
    screen = read(client.get(f"/gestion/messages/{state}"))
    return [row.select("td")[1].get_text(strip=True) for row in screen.select("tbody tr")]


def test_a_team_settles_its_own_messages(client, portal):
    other = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    first, foreign = message(portal, message="Un"), message(other, message="Ailleurs")
    message(portal, message="Deux")
    user = person(portal)
    client.force_login(user)
    assert listed(client) == ["Un", "Deux"]
    settle = f"/gestion/messages/{first.pk}/"
    client.post(settle, {"choice": "answered"})
    assert (listed(client), listed(client, "?etat=repondus")) == (["Deux"], ["Un"])
    first.refresh_from_db()
    assert first.answered_by == user
    client.post(settle, {"choice": "waiting"})
    assert listed(client) == ["Un", "Deux"]
    assert client.post(settle, {"choice": "x"}).status_code == 404
    client.post(f"/gestion/messages/{foreign.pk}/", {"choice": "answered"})
    foreign.refresh_from_db()
    assert foreign.answered_at is None


def test_a_list_of_messages_costs_as_many_queries_for_three_as_for_one(client, portal, page):
    client.force_login(person(portal))
    message(portal, page=page)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/gestion/messages/")
        return len(asked)

    queries()  # what is kept in memory is read once
    one = queries()
    message(portal, message="Deux", page=page)
    message(portal, message="Trois", page=page)
    assert queries() == one


def test_a_message_is_erased_after_a_year(portal):
    now = timezone.now()
    message(portal, message="Vieux", sent_at=now - timedelta(days=366))
    message(portal, message="Neuf", sent_at=now - timedelta(days=364))
    purge(now)
    assert [words for *_, words in kept()] == ["Neuf"]


def test_everybody_in_the_team_may_answer(client, portal):
    for role in PortalTeam.Role:
        message(portal, message=role)
        client.force_login(person(portal, role))
        client.post(
            f"/gestion/messages/{ContactMessage.objects.last().pk}/", {"choice": "answered"}
        )
    assert ContactMessage.objects.waiting().count() == 0
