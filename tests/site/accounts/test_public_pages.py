"""Accounts leave no trace on public pages: no cookie, no Vary on one, the same for everyone."""

import pytest
from django.core.cache import cache

from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
WORDS = (
    "",
    "lieux/",
    "agenda/",
    "agenda.ics",
    "communautes/",
    "recherche/",
    "recherche/?q=impot",
    "ressources/",
    "actualites/",
)
SCOPES = ("/", "/en/", "/saone-et-loire/", "/en/saone-et-loire/")


@pytest.fixture(autouse=True)
def _portal():
    cache.clear()
    territory_portal()


@pytest.mark.parametrize("scope", SCOPES)
def test_a_public_page_sets_no_cookie_and_does_not_vary_on_one(client, scope):
    marked = []
    for word in WORDS:
        response = client.get(scope + word)
        vary = response.headers.get("Vary", "")
        if response.cookies or "Cookie" in vary or "Accept-Language" in vary:
            marked.append((scope + word, dict(response.cookies), vary))
    assert marked == []


@pytest.mark.parametrize("scope", SCOPES)
def test_a_public_page_is_the_same_for_whom_is_signed_in(client, scope):
    visitor = {word: client.get(scope + word).content for word in WORDS}
    client.force_login(UserFactory(is_superuser=True))
    differing = [word for word in WORDS if client.get(scope + word).content != visitor[word]]
    assert differing == []
