"""Telling an error and proposing a place, as people do: a small phone, sometimes no JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from maillage.accounts import open_form
from maillage_cartography.models import PlaceReport, ProposedPlace
from tests.cartography.factories import PlaceFactory
from tests.fixtures.browser import follow
from tests.site.factories import national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def place(monkeypatch):
    # A browser types at once what takes people a minute.
    monkeypatch.setattr(open_form, "SHORTEST", timedelta(0))
    national_portal()
    territory_portal()
    return PlaceFactory(name="Maison ouverte")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_an_error_is_told_from_the_page_of_the_place(visit, place, javascript):
    page = visit(f"/saone-et-loire/lieux/{place.uuid}/", javascript=javascript)
    follow(page.get_by_role("link", name="Signaler une erreur"))
    follow(page.get_by_role("button", name="Envoyer mon message"))
    expect(page.get_by_role("alert")).to_contain_text("Choisissez ce qui est faux")
    page.get_by_label("Les horaires sont faux").check()
    page.get_by_label("Que faut-il écrire à la place").fill("Fermé le lundi")
    follow(page.get_by_role("button", name="Envoyer mon message"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")
    assert list(PlaceReport.objects.values_list("place", "kind", "message")) == [
        (place.pk, "hours", "Fermé le lundi")
    ]


def test_a_place_is_proposed_with_the_keyboard_alone(visit):
    page = visit("/saone-et-loire/lieux/proposer/")
    page.get_by_label("Nom du lieu").focus()
    for words in ("La Fabrique", "3 rue Neuve", "Mâcon"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("combobox", name="Commune").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")
    kept = ProposedPlace.objects.get()
    assert (kept.values["name"], kept.commune_id, bool(kept.values["services"])) == (
        *("La Fabrique", "71270", True),
    )


@pytest.mark.parametrize("end", ["signaler/", "signaler/merci/"])
def test_the_pages_of_an_error_are_accessible(visit, axe, place, end):
    page = visit(f"/saone-et-loire/lieux/{place.uuid}/{end}")
    assert axe(page) == []


@pytest.mark.parametrize(
    "path", ["/lieux/proposer/", "/en/lieux/proposer/", "/lieux/proposer/merci/"]
)
def test_the_pages_of_a_proposal_are_accessible(visit, axe, path):
    page = visit(path)
    assert axe(page) == []


def test_what_is_wrong_in_a_proposal_is_said_accessibly(visit, axe):
    page = visit("/lieux/proposer/")
    page.get_by_label("Téléphone du lieu").fill("12")
    follow(page.get_by_role("button", name="Proposer ce lieu"))
    expect(page.get_by_role("alert")).to_contain_text("Écrivez le nom du lieu")
    assert axe(page) == []
