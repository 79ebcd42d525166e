"""Private pages say in our own screens what they ask for."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from maillage_site.home.models import ContentPage
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    home = Page.objects.get(pk=national_portal().pk)
    return home.add_child(instance=ContentPage(title="Réunion", slug="reunion"))


def main(response):
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one("header a") is not None
    return soup.main


def test_somebody_signed_in_outside_the_groups_is_told_and_a_member_reads(client, page):
    team = Group.objects.create(name="équipe")
    PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(team)
    assert client.get("/reunion/").status_code == 302

    reader = UserFactory(email="lea@exemple.fr")
    client.force_login(reader)
    refused = client.get("/reunion/")
    told = main(refused)
    assert (refused.status_code, "no-store" in refused["Cache-Control"]) == (403, True)
    assert "lea@exemple.fr" in told.text
    assert told.select_one("a.button")["href"] == "/"

    reader.groups.add(team)
    assert client.get("/reunion/").status_code == 200


def test_who_has_no_role_in_the_team_is_told_so(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(UserFactory())
    assert client.get("/reunion/").status_code == 403
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/reunion/").status_code == 200


def test_the_password_of_a_page_is_asked_in_our_screen(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="bonjour")
    asked = main(client.get("/reunion/"))
    assert asked.h1.text == "Mot de passe demandé"
    form = asked.form
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}

    wrong = client.post(form["action"], sent | {"password": "bonsoir"})
    assert main(wrong).select_one("[aria-invalid=true]") is not None

    right = client.post(form["action"], sent | {"password": "bonjour"})
    assert (right.status_code, right["Location"]) == (302, "/reunion/")
    assert client.get("/reunion/").status_code == 200
