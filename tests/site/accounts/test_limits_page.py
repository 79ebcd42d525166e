"""docs/reference/limits.md says what is limited: the code says the same, and nothing is left out."""

import re
from pathlib import Path

import pytest
from allauth.account import app_settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import URLPattern
from wagtail.models import Page, PageViewRestriction

from maillage_site.users import account_urls
from tests.site.accounts.people import (
    PASSWORD,
    SECOND_FACTOR,
    at_the_second_factor,
    right_code,
    with_second_factor,
)
from tests.site.factories import national_portal

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/reference/limits.md").read_text()
# Nothing to guess: they ask for a click, or for a session that confirmed itself.
NO_SECRET = {
    "account_inactive",
    "account_logout",
    "account_password_reset_completed",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_view_recovery_codes",
}


def table(title):
    """The cells of each row below a heading, what is quoted as code in lists."""
    section = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `.*\|$", section, re.MULTILINE)
    return [[re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[1:-1]] for row in rows]


def names(patterns):
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield entry.name
        else:
            yield from names(entry.url_patterns)


def test_every_limit_of_accounts_is_the_one_in_force():
    told = {row[0][0]: row[3] for row in table("Accounts")}
    other_features = {"change_phone", "verify_phone"}
    in_force = {
        action: [rate.rpartition("/")[0] for rate in rates.split(",")]
        for action, rates in app_settings.RATE_LIMITS.items()
        if rates and action not in other_features
    }
    assert told == in_force


def test_every_form_of_accounts_is_told_with_limits_that_exist():
    told = {row[0][0]: row[1] for row in table("Where they are typed")}
    ours = {name for name in told if not name.startswith("wagtail")}
    assert ours | NO_SECRET == set(names(account_urls.urlpatterns))
    assert not ours & NO_SECRET
    assert {action for actions in told.values() for action in actions} <= {
        row[0][0] for row in table("Accounts")
    }


def test_every_open_form_is_told():
    call = re.compile(r'_?may_(?:send|read|receive)\(\s*request, (?:form, )?"([a-z-]+)"')
    found = {
        action
        for folder in ("site", "community", "events", "cartography", "search")
        for module in (ROOT / folder).rglob("*.py")
        for action in call.findall(module.read_text())
    }
    assert {row[0][0] for row in table("Forms that anybody may send")} == found


def _nobody(_secret):
    """A new browser each time."""
    return Client


def _half_way(_secret):
    client = at_the_second_factor()
    return lambda: client


def _amina(secret):
    client = at_the_second_factor()
    client.post(SECOND_FACTOR, {"code": right_code(secret)})
    return lambda: client


EMAIL, WRONG = "amina@exemple.fr", "pas le bon mot de passe"
PASSWORDS = {"oldpassword": WRONG, "password1": PASSWORD, "password2": PASSWORD}
FORMS = {
    "account_login": (_nobody, lambda n: {"login": f"p{n}@exemple.fr", "password": WRONG}),
    "account_request_login_code": (_nobody, lambda n: {"email": f"p{n}@exemple.fr"}),
    "account_signup": (_nobody, lambda n: {"email": f"p{n}@exemple.fr", "password1": PASSWORD}),
    "account_reset_password": (_nobody, lambda n: {"email": f"p{n}@exemple.fr"}),
    "account_email": (_amina, lambda n: {"email": f"p{n}@exemple.fr", "action_add": "1"}),
    "account_reauthenticate": (_amina, lambda _n: {"password": WRONG}),
    "account_change_password": (_amina, lambda _n: PASSWORDS),
    "mfa_reauthenticate": (_amina, lambda _n: {"code": "12345678"}),
    "mfa_authenticate": (_half_way, lambda _n: {"code": "12345678"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_stops_within_its_limit(name):
    cache.clear()
    _person, secret = with_second_factor()
    who, typed = FORMS[name]
    browser = who(secret)
    answers = [browser().post(reverse(name), typed(number)) for number in range(32)]
    refused = [
        answer.status_code == 429 or re.search(r"Trop d[e’]", answer.text) is not None
        for answer in answers
    ]
    first = refused.index(True)
    assert 0 < first <= 30
    assert all(refused[first:])


@pytest.fixture
def enter(client):
    """Type the password of a page; the address names any page to show the form on."""
    cache.clear()
    page = national_portal()
    closed = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )

    def typed(password, shown_on=page.pk, **extra):
        parts = [closed.pk, shown_on]
        address = reverse("wagtailcore_authenticate_with_password", args=parts)
        form = {"password": password, "return_url": "/", "page_id": shown_on}
        return client.post(address, form, **extra).status_code

    return typed


def test_the_password_of_a_page_is_guessed_twenty_times_a_network(enter):
    assert [enter("sesame") for _time in range(3)] == [302] * 3
    assert [enter("faux") for _time in range(21)] == [200] * 20 + [429]
    assert (enter("sesame"), enter("sesame", REMOTE_ADDR="203.0.113.9")) == (429, 302)


def test_naming_other_pages_gives_no_more_guesses(enter):
    pages = list(Page.objects.values_list("pk", flat=True))
    shown_on = [pages[number % len(pages)] for number in range(20)]
    assert len(set(shown_on)) > 1
    assert {enter("faux", page) for page in shown_on} == {200}
    assert [enter("faux", page) for page in (*pages, 10**6)] == [429] * (len(pages) + 1)
