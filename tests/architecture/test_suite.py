"""The suite's own foundations: if these give way, nothing else it says can be believed."""

import smtplib
import urllib.request

import pytest
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage as Mail
from hypothesis import HealthCheck, settings
from wagtail.models import Page

from tests.fixtures.browser import DESKTOP, PHONE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_committing_test_wrote_is_gone_and_migrations_content_stays(turn):
    assert get_user_model().objects.count() == 0
    assert Page.objects.filter(depth=1).count() == 1
    get_user_model().objects.create(email=f"amina{turn}@example.org")


def test_mail_goes_over_the_wire(mail_catcher):
    Mail("Bonjour", "À bientôt", "a@example.org", ["b@example.org"]).send()
    (message,) = mail_catcher.messages
    assert (message["Subject"], message.get_content().strip()) == ("Bonjour", "À bientôt")


def test_a_sick_mail_server_can_be_had(mail_catcher):
    mail_catcher.refusal = "451 later"
    with pytest.raises(smtplib.SMTPDataError):
        Mail("Bonjour", "À bientôt", "a@example.org", ["b@example.org"]).send()
    assert mail_catcher.messages == []


@pytest.mark.journey
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_browser_reads_our_pages(visit, width, javascript):
    page = visit("/", width=width, javascript=javascript)
    assert page.viewport_size["width"] == width
    assert page.locator("body").count() == 1


@pytest.mark.journey
def test_axe_sees_what_is_wrong(visit, axe):
    page = visit("/")
    page.evaluate("document.body.innerHTML = '<main><h1>T</h1><img src=/static/x.png></main>'")
    assert any(line.startswith("image-alt") for line in axe(page))


@pytest.mark.journey
@pytest.mark.parametrize(("width", "other"), [(PHONE, DESKTOP), (DESKTOP, PHONE)])
def test_axe_sees_what_is_wrong_at_the_other_width(visit, axe, width, other):
    page = visit("/", width=width)
    page.evaluate(
        """(other) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`@media (width: ${other}px) { h1 { width: 2000px } }`);
          document.adoptedStyleSheets = [sheet];
          document.body.innerHTML = "<main><h1>T</h1></main>";
        }""",
        other,
    )
    assert axe(page) == [f"wider than the screen (at {other} px)"]
    assert page.viewport_size["width"] == width


def test_a_busy_machine_fails_no_invented_example():
    found = settings.default
    assert (found.deadline, HealthCheck.too_slow in found.suppress_health_check) == (None, True)


@pytest.mark.elasticsearch
def test_elasticsearch_is_real(elasticsearch_url):
    with urllib.request.urlopen(elasticsearch_url, timeout=5) as answer:
        assert '"number" : "8.19' in answer.read().decode()


@pytest.mark.elasticsearch
def test_tests_that_share_a_server_run_in_one_process(request):
    """pytest-xdist reads the group at the end of the address, and spreads out whatever has none."""
    among_others = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@elasticsearch") == among_others
