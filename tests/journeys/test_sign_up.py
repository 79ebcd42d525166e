"""A person signs up for a date, confirms from the mail, and gives the place back."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from maillage.outbox.draining import drain_all
from tests.events import factories
from tests.fixtures.browser import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SECRET = "https://visio.exemple.fr/salle"


@pytest.fixture
def sitting(settings, live_server):
    settings.BASE_URL = live_server.url
    return factories.occurrence(
        start_date=date.today() + timedelta(days=10),
        attendance_mode="mixte",
        onsite_capacity=1,
        online_capacity=20,
        conference_url=SECRET,
    )


def last_link(kind):
    while drain_all():
        pass
    return re.search(rf"http://\S+/{kind}/\S+", mail.outbox[-1].body)[0]


def press(page):
    follow(page.locator("main button[type=submit]").first)
    return page.locator("h1").inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_sign_up_confirm_and_cancel_from_the_mail(visit, axe, sitting, javascript):
    page = visit(f"/inscriptions/{sitting.uuid}/", javascript=javascript)
    press(page)
    assert page.locator("main").inner_text().count("Écrivez votre nom") == 2
    assert page.locator("main > .wrap > .stack > :first-child").get_attribute("role") == "alert"
    assert page.evaluate("document.activeElement.role") == "alert"
    assert page.title().startswith("Erreur\u202f: S’inscrire")
    page.fill("input[name=name]", "Amina")
    page.fill("input[name=email]", "amina@exemple.fr")
    page.locator("input[name=mode]").first.check()
    assert press(page) == "Regardez vos courriels"
    page.goto(last_link("confirmer"))
    assert page.url.endswith("/inscriptions/confirmer/")
    assert press(page) == "À bientôt\u202f!"
    page.goto(last_link("ma-place"))
    assert page.url.endswith("/inscriptions/ma-place/")
    page.locator("input[name=mode]").last.check()
    assert press(page) == "Mon inscription"
    expect(page.get_by_text("Votre inscription est modifiée")).to_be_visible()
    if javascript:
        assert axe(page) == []
    follow(page.get_by_role("button", name="Annuler mon inscription"))
    assert page.locator("h1").inner_text() == "Votre inscription est annulée"
    states = list(sitting.registrations.values_list("state", flat=True))
    assert states == ["cancelled"]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_have_no_accessibility_violation(visit, axe, sitting, prefix, width):
    found = {}
    for path in (f"inscriptions/{sitting.uuid}/", f"rejoindre/{sitting.uuid}/"):
        page = visit(f"{prefix}/{path}", width=width)
        found[path] = axe(page)
        press(page)
        found[f"{path} (errors)"] = axe(page)
    found["expired"] = axe(visit(f"{prefix}/inscriptions/confirmer/", width=width))
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_door_opens_from_the_mail_when_it_is_time(visit, sitting):
    now = timezone.now()
    page = visit(f"/inscriptions/{sitting.uuid}/")
    page.fill("input[name=name]", "Amina")
    page.fill("input[name=email]", "amina@exemple.fr")
    page.locator("input[name=mode][value=online]").check()
    press(page)
    page.goto(last_link("confirmer"))
    press(page)
    link = last_link(f"rejoindre/{sitting.uuid}")
    page.goto(link)
    assert page.locator("h1").inner_text() == "C’est trop tôt"
    type(sitting).objects.update(starts_at=now + timedelta(minutes=10))
    page.goto(link)
    assert (
        page.get_by_text("Rejoindre la réunion")
        .get_attribute("href")
        .endswith(f"/rejoindre/{sitting.uuid}/entrer/")
    )
