"""Four questions that end on the list, and the sheet a person takes along."""

import re

import pytest
from bs4 import BeautifulSoup

from maillage_cartography.standards.lamednum import Service
from tests.cartography.factories import PlaceFactory
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
PATH = "/saone-et-loire/lieux/orientation/"


@pytest.fixture(autouse=True)
def _portals():
    national_portal()
    territory_portal()


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def asked(client, address):
    """The question, its answers, and what the form keeps."""
    soup = soup_of(client, address)
    kept = {field["name"]: field["value"] for field in soup.select("form input[type=hidden]")}
    return (
        plain(soup.h1.text),
        [plain(label.text) for label in soup.select(".choices label")],
        kept,
    )


def test_the_first_question_offers_the_needs_that_some_place_answers(client):
    PlaceFactory(services=Service.PAPERWORK)
    PlaceFactory(commune=CommuneFactory(code="56260", name="Vannes"), services=Service.WORK)
    assert asked(client, PATH) == (
        "De quelle aide avez-vous besoin ?",
        ["Faire une démarche administrative en ligne (1)", "Je ne sais pas encore"],
        {"question": "2"},
    )


def test_each_answer_stays_in_the_address_and_narrows_the_next_question(client):
    PlaceFactory(services=Service.PAPERWORK, support_modes="Accompagnement individuel")
    PlaceFactory(services=Service.WORK, support_modes="À distance")
    title, answers, kept = asked(client, f"{PATH}?service=demarches&question=2")
    assert (title, answers, kept) == (
        "Comment souhaitez-vous être aidé ?",
        ["Quelqu’un m’aide, moi seul (1)", "Peu importe"],
        {"service": "demarches", "question": "3"},
    )


def test_a_question_without_an_answer_to_offer_is_not_asked(client):
    PlaceFactory(support_modes="", specific_care="")
    title, answers, kept = asked(client, f"{PATH}?service=demarches&question=2")
    assert (title, answers, kept) == (
        "Où êtes-vous ?",
        [],
        {"service": "demarches", "question": "5"},
    )
    soup = soup_of(client, f"{PATH}?service=demarches&question=2")
    assert plain(soup.select_one("form p.soft").text) == "Question 2 sur 2"
    back = next(link for link in soup.select("form a") if "précédente" in link.text)
    assert back["href"] == "?service=demarches&question=1"


def test_the_last_answer_leads_to_the_filtered_list(client):
    PlaceFactory()
    query = "service=demarches&accueil=surdite&accueil=vue&pres_de=M%C3%A2con"
    response = client.get(f"{PATH}?{query}&accompagnement=&page=3&question=5")
    assert (response.status_code, response["Location"]) == (302, f"/saone-et-loire/lieux/?{query}")


def test_going_back_shows_what_was_answered(client):
    PlaceFactory(specific_care="Surdité|Illettrisme")
    soup = soup_of(client, f"{PATH}?accueil=surdite&question=3")
    assert [field["value"] for field in soup.select("input[checked]")] == ["surdite"]


@pytest.mark.parametrize("question", ["0", "-1", "6", "1e3", "a%00", "9" * 5000, ""])
def test_an_absurd_number_asks_the_first_question(client, question):
    PlaceFactory()
    assert asked(client, f"{PATH}?question={question}")[0] == "De quelle aide avez-vous besoin ?"


@pytest.mark.parametrize("answer", ["service=magie", "pres_de=a%00b", "accueil=" + "x" * 10_000])
def test_an_answer_that_is_none_is_said_by_the_list(client, answer):
    PlaceFactory()
    assert client.get(f"{PATH}?{answer}&question=2").status_code == 200
    response = client.get(f"{PATH}?{answer}&question=5", follow=True)
    assert (response.status_code, 'role="alert"' in response.content.decode()) == (200, True)


def test_without_any_place_the_commune_alone_is_asked(client):
    assert asked(client, PATH)[0] == "Où êtes-vous ?"


@pytest.mark.parametrize("count", [1, 3])
def test_a_question_asks_as_much_whatever_the_places(client, count, django_assert_max_num_queries):
    PlaceFactory.create_batch(count)
    client.get(PATH)
    with django_assert_max_num_queries(6):
        client.get(PATH)


def test_the_sheet_tells_where_to_go_and_leaves_lines_to_fill_in(client):
    place = PlaceFactory(name="Maison ouverte")
    soup = soup_of(client, f"/saone-et-loire/lieux/{place.uuid}/fiche/")
    sheet = plain(soup.select_one(".sheet").get_text(" "))
    for words in (
        "Maison ouverte",
        "12 rue de la Barre",
        "03 85 39 55 00",
        "À emporter",
        "Avec qui",
    ):
        assert words in sheet
    assert soup.select(".sheet input, .sheet form") == []
    assert len(soup.select(".qr svg path")) == 1
    assert f"http://testserver/lieux/{place.uuid}/" in sheet
    assert client.get(f"/lieux/{place.uuid}/fiche/").cookies == {}


def test_a_place_that_is_gone_has_no_sheet(client):
    place = PlaceFactory()
    place.delete()
    assert client.get(f"/lieux/{place.uuid}/fiche/").status_code == 404


def test_the_list_and_the_place_lead_there(client):
    place = PlaceFactory()
    assert "/lieux/orientation/" in client.get("/lieux/").content.decode()
    page = client.get(f"/saone-et-loire{place.get_absolute_url()}").content.decode()
    assert f"/saone-et-loire/lieux/{place.uuid}/fiche/" in page
