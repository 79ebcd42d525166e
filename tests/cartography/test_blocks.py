"""The question a portal's home begins with."""

import pytest
from bs4 import BeautifulSoup

from maillage.themes.needs import NEEDS
from maillage_site.creation.tree import create_portal
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def test_the_home_asks_which_help_and_where_and_leads_to_the_places(client):
    create_portal(TerritoryFactory())
    main = BeautifulSoup(client.get("/saone-et-loire/").content, "html.parser").main
    form = main.find("form")
    needs = [option["value"] for option in form.select("select[name=service] option")]
    assert (main.h2.text, form["action"], form["method"], needs) == (
        "De quelle aide avez-vous besoin\u202f?",
        "/saone-et-loire/lieux/",
        "get",
        ["", *(need.slug for need in NEEDS)],
    )
    assert len(form.select("input[name=pres_de]")) == len(form.select("button")) == 1


def test_the_question_leads_to_a_list(client):
    create_portal(TerritoryFactory())
    response = client.get("/saone-et-loire/lieux/", {"service": "demarches", "pres_de": ""})
    assert response.status_code == 200
