"""Portals as readers meet them."""

import pytest

from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db


def test_a_portal_answers_under_its_slug(client):
    territory_portal()
    response = client.get("/saone-et-loire/")
    assert "<h1>Saône-et-Loire</h1>" in response.content.decode()


def test_a_public_page_sets_no_cookie_and_does_not_vary_on_one(client):
    territory_portal()
    response = client.get("/saone-et-loire/")
    assert (dict(response.cookies), response.headers.get("Vary", "")) == ({}, "")
