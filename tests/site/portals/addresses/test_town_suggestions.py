"""What is proposed while a town is typed."""

import pytest
from bs4 import BeautifulSoup

from maillage.territories.models import OtherName
from maillage_site.creation.tree import create_portal
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
PATH = "/communes/suggestions/"


@pytest.fixture(scope="module")
def france(module_db):
    create_portal(TerritoryFactory())
    TerritoryFactory(code="974", name="La Réunion", slug="la-reunion", population=890_000)
    CommuneFactory()
    CommuneFactory(code="71076", name="Chalon-sur-Saône", population=45_000)
    CommuneFactory(code="51108", name="Châlons-en-Champagne", population=145_000)
    saint_denis = CommuneFactory(code="97411", name="Saint-Denis", population=155_000)
    OtherName.objects.create(
        commune=saint_denis, name="Sainte-Clotilde", key="sainte clotilde", nature="acheminement"
    )


def proposed(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return [(one["label"], one["value"]) for one in answer.json()["suggestions"]]


@pytest.mark.parametrize(
    ("portal", "typed", "labels"),
    [
        ("", "chalo", ["Châlons-en-Champagne (51)", "Chalon-sur-Saône (71)"]),
        ("/saone-et-loire", "chalo", ["Chalon-sur-Saône (71)", "Châlons-en-Champagne (51)"]),
        ("", "la reu", ["La Réunion (département)"]),
        ("", "ste clot", ["Sainte-Clotilde, à Saint-Denis (974)"]),
        ("", "macn", ["Mâcon (71)"]),
        ("", "Mcaon", ["Mâcon (71)"]),
    ],
)
def test_the_portal_s_own_towns_come_first(client, france, portal, typed, labels):
    assert [label for label, _value in proposed(client, portal + PATH, q=typed)] == labels


@pytest.mark.parametrize("typed", ["chalo", "la reu", "ste clot"])
def test_what_is_taken_means_that_one_alone(client, france, typed):
    """The value, once sent, is understood without a question."""
    for _label, value in proposed(client, PATH, q=typed):
        assert [again for _again, again in proposed(client, PATH, q=value)] == [value]


def test_a_form_that_wants_a_commune_is_proposed_no_territory(client, france):
    assert proposed(client, PATH, q="la reu", communes="1") == []


@pytest.mark.parametrize(
    "typed", ["", "c", "\x00\x00", "😀😀", "مرحبا", "x" * 10_000, "' OR 1=1", "%%%", "0,0", "99999"]
)
def test_what_names_nothing_is_proposed_nothing(client, france, typed):
    assert proposed(client, PATH, q=typed) == []


def test_the_answer_is_the_same_for_everybody_and_may_be_kept(client, france):
    answer = client.get(PATH, {"q": "mac"})
    told = (answer["Cache-Control"], answer.headers.get("Vary"), dict(answer.cookies))
    assert told == ("public, max-age=86400", None, {})


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/choisir-mon-territoire/", "pres_de"),
        ("/saone-et-loire/lieux/", "pres_de"),
        ("/saone-et-loire/lieux/orientation/?question=4", "pres_de"),
        ("/saone-et-loire/lieux/proposer/", "town"),
        ("/saone-et-loire/agenda/", "pres_de"),
        ("/saone-et-loire/agenda/proposer/", "town"),
    ],
)
def test_every_field_of_a_town_has_them(client, france, address, name):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    field = page.select_one(f"maillage-combobox input[name={name}]")
    told = page.body.get("data-scope", ""), "communes=1" in field.parent["from"]
    assert told == (
        "/saone-et-loire" if address.startswith("/saone") else "",
        name == "town",
    )
