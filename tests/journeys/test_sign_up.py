"""A person signs up for a date, confirms from the mail, and gives the place back."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from maillage.outbox.draining import drain_all
from maillage.outbox.models import Message
from maillage_events.organiser.acceptance import accept
from maillage_events.registration.sign_up import confirm, sign_up, withdraw
from tests.events import factories
from tests.events.series.test_programme import series_with
from tests.events.signups import applicant
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
def test_the_pages_have_no_accessibility_violation(visit, axe, sitting, prefix):
    found = {}
    for path in (f"inscriptions/{sitting.uuid}/", f"rejoindre/{sitting.uuid}/"):
        page = visit(f"{prefix}/{path}")
        found[path] = axe(page)
        press(page)
        found[f"{path} (errors)"] = axe(page)
    found["expired"] = axe(visit(f"{prefix}/inscriptions/confirmer/"))
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


@pytest.mark.parametrize("javascript", [True, False])
def test_a_colleague_accepts_and_somebody_wants_the_replay_alone(
    visit, axe, settings, live_server, javascript
):
    settings.BASE_URL = live_server.url
    webinar = factories.occurrence(
        start_date=date.today() + timedelta(days=10),
        attendance_mode="en-ligne",
        online_capacity=2,
        waitlist_enabled=False,
        replay_signup=True,
        questions="Quel est votre service ? *",
    )
    host = applicant("marie")
    confirm(sign_up(webinar, host, mode="online", at=timezone.now()), at=timezone.now())
    page = visit(
        last_link("ma-place").removeprefix(live_server.url), javascript=javascript, width=360
    )

    def is_sound():
        assert page.evaluate("document.documentElement.scrollWidth <= 360")
        assert not javascript or axe(page) == []

    follow(page.get_by_role("link", name="Inscrire des collègues"))
    is_sound()
    for line, name in enumerate(("Paul", "Zoé"), 1):
        page.fill(f"input[name=name_{line}]", name)
        page.fill(f"input[name=email_{line}]", f"collegue{line}@exemple.fr")
    press(page)
    expect(page.get_by_text("Il ne reste pas de place pour cette personne").first).to_be_visible()
    expect(page.locator("input[name=email_2]")).to_have_value("collegue2@exemple.fr")
    expect(page.get_by_text("la réponse est attendue")).to_be_visible()
    is_sound()

    page.goto(last_link("confirmer"))
    assert page.locator("h1").inner_text() == "Marie vous inscrit"
    is_sound()
    assert press(page) == "Marie vous inscrit"  # an answer is needed
    is_sound()
    page.fill("input[name=question_0]", "Médiathèque")
    assert press(page) == "À bientôt\u202f!"

    page.goto(f"{live_server.url}/inscriptions/{webinar.uuid}/")
    assert page.locator("h1").inner_text() == "Recevoir le replay"
    is_sound()
    page.fill("input[name=name]", "Zoé")
    page.fill("input[name=email]", "zoe@exemple.fr")
    assert press(page) == "Regardez vos courriels"
    page.goto(last_link("confirmer"))
    assert press(page) == "C’est noté"
    is_sound()
    states = list(webinar.registrations.order_by("pk").values_list("state", flat=True))
    assert states == ["confirmed", "confirmed", "replay"]
    answered = webinar.registrations.get(name="Paul").answers
    assert answered == {"Quel est votre service ?": "Médiathèque"}


@pytest.mark.parametrize("javascript", [True, False])
def test_several_dates_of_a_series_from_its_page_to_the_mails(
    visit, axe, settings, live_server, javascript
):
    settings.BASE_URL = live_server.url
    days = [timezone.now().date() + timedelta(days=days) for days in (10, 20)]
    told = [factories.event(title=f"Le {day}", start_date=day, onsite_capacity=3) for day in days]
    series_with(*told)
    found = {}
    page = visit("/agenda/series/rendez-vous/", javascript=javascript, width=360)
    found["series"] = axe(page) if javascript else []
    follow(page.get_by_role("link", name="S’inscrire à toutes les dates ou à certaines"))
    found["form"] = axe(page) if javascript else []
    assert press(page) == "S’inscrire à plusieurs dates"
    found["errors"] = axe(page) if javascript else []
    page.fill("input[name=name]", "Amina")
    page.fill("input[name=email]", "amina@exemple.fr")
    page.get_by_label("Toutes les dates").check()
    assert press(page) == "Regardez vos courriels"
    found["answer"] = axe(page) if javascript else []
    page.goto(later_link("tout-confirmer"))
    assert press(page) == "Vos dates"
    page.goto(later_link("mes-dates"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("input[name=date]").first.check()
    follow(page.get_by_role("button", name="Annuler les dates cochées"))
    found["mine"] = axe(page) if javascript else []
    expect(page.get_by_text("Vos dates sont annulées")).to_be_visible()
    states = [one.occurrences.get().registrations.get().state for one in told]
    assert (states, {name: wrong for name, wrong in found.items() if wrong}) == (
        ["cancelled", "confirmed"],
        {},
    )


def later_link(kind):
    """Of a mail that waits a few seconds for all its dates to be written."""
    Message.objects.update(available_at=timezone.now())
    return last_link(kind)


def test_a_request_with_guests_and_answers_then_an_offer_without_javascript(
    visit, settings, live_server
):
    """On a phone: several people and a question, accepted by the organiser; an offer accepted."""
    settings.BASE_URL = live_server.url
    begins = {"start_date": date.today() + timedelta(days=10)}
    asked = factories.occurrence(
        **begins, registration_mode="moderated", onsite_capacity=3, guests_max=2,
        questions="Un besoin particulier\u202f? *",
    )  # fmt: skip
    page = visit(f"/inscriptions/{asked.uuid}/", javascript=False, width=360)
    page.fill("input[name=name]", "Amina")
    page.fill("input[name=email]", "amina@exemple.fr")
    page.select_option("select[name=party_size]", "3")
    press(page)
    expect(page.get_by_text("L’organisation a besoin de votre réponse").first).to_be_visible()
    expect(page.locator("select[name=party_size]")).to_have_value("3")
    page.fill("input[name=question_0]", "Une boucle magnétique")
    assert press(page) == "Regardez vos courriels"
    page.goto(last_link("confirmer"))
    assert press(page) == "Votre demande est transmise"
    request = asked.registrations.get()
    assert (request.state, request.party_size, request.seats_held) == ("review", 3, 0)
    accept(request, at=timezone.now())
    page.goto(last_link("ma-place"))
    expect(page.get_by_text("3 personnes").first).to_be_visible()

    offering = factories.occurrence(**begins, onsite_capacity=1, offer_minutes=60)
    first, second = (
        confirm(
            sign_up(offering, applicant(name), mode="onsite", at=timezone.now()), at=timezone.now()
        )
        for name in ("bruno", "chloe")
    )
    withdraw(first, at=timezone.now())
    page.goto(last_link("ma-place"))
    follow(page.get_by_role("button", name="Prendre la place"))
    second.refresh_from_db()
    assert second.state == "confirmed"

    elsewhere = factories.event_page(
        **begins, registration_mode="external", registration_url="https://exemple.fr/inscription"
    )
    page.goto(live_server.url + elsewhere.url)
    expect(page.locator('main a[href="https://exemple.fr/inscription"]')).to_be_visible()
    expect(page.get_by_text("Inscription sur un autre site")).to_be_visible()
    assert page.goto(f"{live_server.url}/inscriptions/{elsewhere.event.occurrences.get().uuid}/").ok
    assert page.evaluate("document.documentElement.scrollWidth <= 360")
