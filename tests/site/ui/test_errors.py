"""Pages that say something went wrong: in French, with a way out."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import get_template
from django.test import Client

from maillage.ui.styles import HERE

pytestmark = pytest.mark.django_db


def test_an_unknown_address_says_what_to_do(client: Client):
    response = client.get("/nulle-part/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert page.h1.string == "Cette page est introuvable"
    assert page.select_one("main p a")["href"] == "/"
    assert response.cookies == {}


def test_the_same_in_english(client: Client):
    page = BeautifulSoup(client.get("/en/nowhere/").content, "html.parser")
    assert page.html["lang"] == "en"
    assert page.h1.string == "This page cannot be found"
    assert page.select_one("main p a")["href"] == "/en/"


def test_a_refused_form_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/compte/connexion/", {"login": "a@exemple.fr"})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 403
    assert page.h1.string == "Votre envoi n’a pas été reçu"


@pytest.mark.parametrize("name", ["500.html", "403_csrf.html"])
def test_the_last_resort_needs_nothing(name):
    source = (HERE / "templates" / name).read_text("utf-8")
    assert "{%" not in source
    assert "{{" not in source
    assert "Que faire" in get_template(name).render()
