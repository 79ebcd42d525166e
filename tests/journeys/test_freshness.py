"""A place answers the mail that asks whether its record is exact, from an old phone too."""

import re
from datetime import date

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from maillage.outbox.draining import drain_all
from maillage_cartography.freshness import checks
from maillage_cartography.models import PlaceCheck
from tests.cartography.factories import PlaceFactory
from tests.fixtures.browser import follow
from tests.site.factories import national_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def links(settings, live_server):
    """The addresses of the mail."""
    settings.BASE_URL = live_server.url
    national_portal()
    checks.ask(PlaceFactory(updated_on=date(2025, 1, 1)), at=timezone.now())
    while drain_all():
        pass
    message = mail.outbox[-1]
    found = re.findall(r"(http\S+\?reponse=(\w+))", message.body)
    answers = {answer: url for url, answer in found}
    return {**answers, "stop": message.extra_headers["List-Unsubscribe"].strip("<>")}


def test_the_pages_have_no_accessibility_violation(visit, axe, links):
    page = visit("/lieux/verifier/")
    found = {"expired": axe(page)}
    page.goto(links["stop"])
    found["stop"] = axe(page)
    page.goto(links["corriger"])
    found["check"] = axe(page)
    follow(page.locator("main button[type=submit]"))
    found["errors"] = axe(page)
    page.get_by_label("Que faut-il corriger").fill("Nous fermons le lundi.")
    follow(page.locator("main button[type=submit]"))
    found["thanks"] = axe(page)
    assert found == {name: [] for name in found}


def test_two_clicks_are_enough_without_javascript(visit, links):
    page = visit(links["exact"], javascript=False)
    follow(page.locator("main button[type=submit]"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")
    assert PlaceCheck.objects.get().answer == "exact"
