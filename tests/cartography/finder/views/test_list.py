"""The list of places as readers meet it."""

import re
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import translation

from maillage.territories.models import Territory
from maillage_cartography.finder.facet_counts import counts_in
from maillage_cartography.finder.filters import PlaceFilter
from maillage_cartography.models import Place
from maillage_cartography.provenance.locks import edit
from maillage_cartography.standards.lamednum import Service
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 12, 7, 15, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def portals():
    national_portal()
    territory_portal()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Read:
    """What a reader sees of a list."""

    def __init__(self, client, address):
        self.response = client.get(address)
        assert self.response.status_code == 200
        self.soup = BeautifulSoup(self.response.content, "html.parser")
        self.names = [plain(found.text) for found in self.soup.select(".place-card .card-title")]
        self.count = plain(found.text) if (found := self.soup.select_one(".count")) else ""
        self.text = plain(self.soup.select_one("main").text)

    def texts(self, selector):
        return [plain(found.text) for found in self.soup.select(selector)]

    def links(self, selector):
        return [found["href"] for found in self.soup.select(selector)]


@pytest.fixture
def read(client):
    return lambda address: Read(client, address)


def autun():
    """A commune of which nothing is within the circle of another one's list."""
    return CommuneFactory(code="71014", name="Autun")


def test_places_come_by_distance_from_the_commune(read):
    PlaceFactory(name="Loin", latitude=46.38)
    PlaceFactory(name="Ici", latitude=46.307)
    PlaceFactory(name="Hors du cercle", latitude=46.6, commune=autun())
    page = read("/lieux/?pres_de=macon")
    said = "2 lieux à moins de 10 km du centre de Mâcon"
    assert (page.names, page.count) == (["Ici", "Loin"], said)
    assert page.texts(".place-card .meta") == ["Mâcon, à moins de 100 m", "Mâcon, à 8,1 km"]


def test_a_card_says_what_is_open_and_the_help_that_is_given(read):
    PlaceFactory(name="Mairie")
    assert read("/lieux/").texts(".place-card") == [
        (
            "Mairie Ouvert jusqu’à 17 h 30 Mâcon 12 rue de la Barre, 71000 Mâcon "
            "Démarches administratives, Ordinateurs et Internet Appeler : 03 85 39 55 00"
        )
    ]


@pytest.mark.parametrize("where", ["commune=71270", "pres_de=M%C3%A2con", "pres_de=MACON"])
def test_a_commune_is_understood_by_code_or_name(read, where):
    PlaceFactory(name="Ici")
    PlaceFactory(
        name="Ailleurs", commune=CommuneFactory(code="56260", name="Vannes"), latitude=47.6
    )
    assert read(f"/lieux/?{where}").names == ["Ici"]


def test_an_ambiguous_name_asks_which_one(read):
    CommuneFactory(code="93066", name="Saint-Denis", population=113_000)
    CommuneFactory(code="97411", name="Saint-Denis", population=153_000)
    page = read("/lieux/?pres_de=saint%20denis&service=demarches")
    assert page.texts(".which-one a") == ["Saint-Denis (974)", "Saint-Denis (93)"]
    assert page.links(".which-one a") == [
        "?service=demarches&commune=97411",
        "?service=demarches&commune=93066",
    ]


def test_the_question_comes_before_the_filters(read):
    CommuneFactory(code="93066", name="Saint-Denis", population=113_000)
    CommuneFactory(code="97411", name="Saint-Denis", population=153_000)
    asked = read("/lieux/?pres_de=saint%20denis").soup.select_one("#which-one")
    assert asked.find_next("input", attrs={"name": "pres_de"}) is not None


def test_the_only_one_of_the_territory_is_taken_and_the_others_are_links(read):
    CommuneFactory(code="71076", name="Chalon-sur-Saône", population=45_000)
    CommuneFactory(code="51108", name="Châlons-en-Champagne", population=44_000)
    page = read("/saone-et-loire/lieux/?pres_de=chalon")
    assert page.count == "0 lieu à moins de 10 km du centre de Chalon-sur-Saône"
    assert page.links(".others a") == ["?commune=51108"]
    assert page.texts(".others summary") == ["Ce n’est pas celle-là ?"]


def test_a_town_keeps_its_french_preposition(read):
    CommuneFactory(code="71153", name="Le Creusot")
    page = read("/lieux/?pres_de=le+creusot")
    assert page.count == "0 lieu à moins de 10 km du centre du Creusot"
    assert plain(page.soup.title.text).startswith("Lieux d’aide près du Creusot")


@pytest.mark.parametrize("typed", ["71", "saone et loire", "Saône-et-Loire (71)"])
def test_a_departement_named_where_a_town_is_asked_is_where_the_list_looks(read, typed):
    TerritoryFactory()
    PlaceFactory(name="Ici")
    PlaceFactory(name="Ailleurs", commune=CommuneFactory(code="56260", name="Vannes"))
    page = read(f"/lieux/?pres_de={quote(typed)}")
    assert (page.names, page.texts(".chips a")) == (["Ici"], ["Retirer le filtre : Saône-et-Loire"])


def test_a_name_that_nothing_bears_exactly_is_never_taken_for_another(read):
    CommuneFactory()
    page = read("/lieux/?pres_de=gare+de+Macn&service=demarches")
    assert "ne porte exactement ce nom" in page.text
    assert page.links(".which-one a") == ["?service=demarches&commune=71270"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("pres_de=Xyzxyz", "Nous ne connaissons aucune commune"),
        ("commune=99999", "Aucune commune ne porte ce code"),
        ("commune=%00", "Le caractère nul n’est pas autorisé"),
        ("service=magie", "magie n’en fait pas partie"),
        ("rayon=12345", "12345 n’en fait pas partie"),
        ("ouvert=hier", "hier n’en fait pas partie"),
        ("q=%00", "Le caractère nul n’est pas autorisé"),
        ("commune=" + "9" * 10_000, "Aucune commune ne porte ce code"),
        ("autour=0,0", "Cette position ne peut pas être lue"),
        ("q=" + "a" * 10_000, "au plus 200 caractères"),
        ("pres_de=" + "é" * 10_000, "C’est trop long pour une commune"),
    ],
)
def test_what_is_not_understood_is_said_and_filters_nothing(read, query, message):
    PlaceFactory(name="Ici")
    page = read(f"/lieux/?{query}")
    assert message in page.text
    assert page.names == ["Ici"]


@pytest.mark.parametrize(
    "query",
    [
        "q=%F0%9F%A6%84",
        "q=%D7%A9%D7%9C%D7%95%D7%9D",
        "q=%22%27%3B--",
        "q=zzzz",
        "commune=71270&rayon=5&q=zz",
    ],
)
def test_nothing_found_is_said_with_a_way_out(read, query):
    PlaceFactory(name="Ici")
    page = read(f"/lieux/?{query}")
    found = page.names or page.texts(".empty")
    assert found == ["Ici"] or "Voir tous les lieux" in found[0]


@pytest.mark.parametrize("page", ["1000000000", "0", "-1", "abc", "9" * 5000, "%00", ""])
def test_a_page_that_does_not_exist_shows_an_existing_one(read, page):
    PlaceFactory(name="Ici")
    assert read(f"/lieux/?page={page}").names == ["Ici"]


def test_services_are_worded_by_need_with_their_counts(read):
    PlaceFactory()
    PlaceFactory(services=str(Service.WORK))
    page = read("/lieux/")
    assert page.texts("#id_service option") == [
        "Toutes les aides",
        "Faire une démarche administrative en ligne (1)",
        "Utiliser un ordinateur et Internet (1)",
        "Chercher un emploi ou une formation (1)",
    ]


def test_filters_add_up_and_each_can_be_removed(read):
    PlaceFactory(name="Ouvert")
    PlaceFactory(name="Fermé", hours=HoursFactory(text="Sa 09:00-12:00"))
    PlaceFactory(name="Inconnu", hours=None)
    PlaceFactory(name="Autre aide", services=str(Service.WORK))
    page = read("/lieux/?commune=71270&rayon=20&service=demarches&ouvert=maintenant&page=1")
    assert page.names == ["Ouvert"]
    assert page.texts(".active-filter") == [
        "Retirer le filtre : À moins de 20 km de Mâcon",
        "Retirer le filtre : Faire une démarche administrative en ligne",
        "Retirer le filtre : Ouvert maintenant",
    ]
    assert page.links(".active-filter") == [
        "?service=demarches&ouvert=maintenant",
        "?commune=71270&rayon=20&ouvert=maintenant",
        "?commune=71270&rayon=20&service=demarches",
    ]


def test_nothing_around_offers_the_closest_and_a_wider_circle(read):
    CommuneFactory()
    commune = autun()
    for number in range(6):
        PlaceFactory(name=f"Lieu {number}", latitude=46.5 + number / 100, commune=commune)
    page = read("/lieux/?commune=71270")
    assert page.names == [f"Lieu {number}" for number in range(5)]
    assert page.texts(".empty") == [
        "Rien à moins de 10 km. Voici les cinq lieux les plus proches. Chercher jusqu’à 20 km"
    ]


def test_when_all_is_closed_the_closest_say_when_they_open(read):
    """And nobody is sent to Nouméa, where it is morning."""
    PlaceFactory(name="Fermé ici", hours=HoursFactory(text="Sa 09:00-12:00"))
    PlaceFactory(
        name="Ouvert à Nouméa",
        hours=HoursFactory(text="24/7"),
        commune=CommuneFactory(code="98818", name="Nouméa"),
        latitude=-22.2,
        longitude=166.4,
    )
    page = read("/lieux/?commune=71270&ouvert=maintenant")
    assert page.names[0] == "Fermé ici"
    assert "Rien à moins de 10 km à ce moment-là." in page.text
    assert "Ouvre samedi à 9 h" in page.text
    assert read("/lieux/?commune=71270&ouvert=inconnus").names == []


def test_a_commune_without_centre_says_so_and_offers_its_territory(read):
    TerritoryFactory(
        kind=Territory.Kind.COLLECTIVITY, code="987", name="Polynésie française", slug="polynesie"
    )
    atoll = CommuneFactory(code="98712", name="Anaa", latitude=None, longitude=None)
    PlaceFactory(name="Mairie d’Anaa", commune=atoll, latitude=None, longitude=None)
    tahiti = CommuneFactory(code="98735", name="Papeete")
    PlaceFactory(name="Papeete", commune=tahiti)
    page = read("/lieux/?commune=98712")
    assert page.names == ["Mairie d’Anaa"]
    assert "Personne ne publie le centre d’Anaa" in page.text
    assert page.links(".callout a") == ["?dans=987"]
    assert read("/lieux/?dans=987").names == ["Mairie d’Anaa", "Papeete"]


def test_a_portal_lists_its_territory_and_points_elsewhere_for_the_rest(read):
    PlaceFactory(name="Ici")
    PlaceFactory(name="Vannes", commune=CommuneFactory(code="56260", name="Vannes"))
    page = read("/saone-et-loire/lieux/")
    assert (page.names, page.links(".card-title a")[0].split("/")[1]) == (
        ["Ici"],
        "saone-et-loire",
    )
    other = read("/saone-et-loire/lieux/?commune=56260&rayon=5&q=rien")
    assert other.links(".callout a") == ["/lieux/?commune=56260&rayon=5&q=rien"]


def test_the_list_is_paginated_by_twenty(read):
    PlaceFactory.create_batch(21)
    assert [len(read(f"/lieux/?page={n}").names) for n in (1, 2)] == [20, 1]
    assert read("/lieux/?q=france&page=1").links("[rel=next]") == ["?q=france&page=2"]


@pytest.mark.parametrize(
    "path", ["/lieux/", "/lieux/?commune=71270&ouvert=maintenant", "/en/lieux/"]
)
def test_the_number_of_queries_does_not_depend_on_the_places(
    client, path, django_assert_max_num_queries
):
    for number in (1, 3):
        PlaceFactory.create_batch(number)
        client.get(path)
        counts_in.forget()
        with django_assert_max_num_queries(8):
            client.get(path)
        with django_assert_max_num_queries(5 if "commune" not in path else 8):
            client.get(path)


def test_counts_are_kept_until_places_or_the_minute_change(client):
    """Open on Monday afternoons, then on Saturday mornings alone."""
    place, paths = PlaceFactory(), ("/lieux/", "/saone-et-loire/lieux/")

    def counted():
        pages = [client.get(path).content.decode() for path in paths]
        return [re.search(r"Ouvert maintenant \((\d+)\)|$", page)[1] for page in pages]

    assert counted() == ["1", "1"]
    edit(place, {"hours": "Sa 09:00-10:00"}, by=UserFactory(), at=MONDAY)
    assert counted() == [None, None]
    with time_machine.travel(datetime(2026, 12, 12, 8, 30, tzinfo=ZoneInfo("UTC")), tick=False):
        assert counted() == ["1", "1"]


def test_the_page_is_the_same_for_everyone(client):
    PlaceFactory()
    response = client.get("/lieux/")
    body = response.content.decode()
    assert (dict(response.cookies), "Cookie" in response.headers.get("Vary", "")) == ({}, False)
    assert (" style=" in body, "<script>" in body, "csrf" in body) == (False, False, False)


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "À moins de 5\u202fkm"), ("en", "At most 5 km")]
)
def test_distances_are_offered_in_the_readers_language(language, expected):
    with translation.override(language):
        form = PlaceFilter({}, queryset=Place.objects.none()).form
        assert next(iter(form.fields["rayon"].choices)) == ("5", expected)


def test_a_query_that_was_not_understood_offers_no_export(client):
    page = client.get("/lieux/?pres_de=zzzzzz").content.decode()
    assert [name for name in ("lieux.csv", "lieux.geojson", "points.json") if name in page] == []


AROUND = "/lieux/?autour=46.3071234,4.8291"


def test_places_come_by_distance_from_the_position_of_the_device(read):
    PlaceFactory(name="Loin", latitude=46.38)
    PlaceFactory(name="Ici", latitude=46.3071, longitude=4.829)
    PlaceFactory(name="Sans position", latitude=None, longitude=None)
    page = read(AROUND)
    assert (page.names, page.count) == (
        ["Ici", "Loin"],
        "2 lieux à moins de 10 km de votre position",
    )
    assert page.soup.select_one("form.filters input[name=autour], [name=autour]")["value"] == (
        "46.307,4.829"
    )


@pytest.mark.parametrize(
    "text", ["ici", "91.0,4.8", "46.3,181", "a%00b", "1e400,1", "9" * 10_000, "46.3;4.8"]
)
def test_a_position_that_cannot_be_read_is_said(read, text):
    page = read(f"/lieux/?autour={text}")
    assert page.soup.select_one("[role=alert]") is not None


def test_a_commune_typed_since_wins_over_the_position(read):
    CommuneFactory(code="56260", name="Vannes", latitude=47.66, longitude=-2.76)
    PlaceFactory(name="Ici")
    page = read(f"{AROUND}&pres_de=Vannes")
    assert page.text.count("votre position") == 0
    assert "de Vannes" in page.count


def test_a_chosen_commune_stays_in_the_form(read):
    CommuneFactory()
    page = read("/lieux/?commune=71270")
    assert page.soup.select_one("[name=pres_de]")["value"] == "Mâcon (71)"
    assert read("/lieux/?pres_de=M%C3%A2con+(71)").count.endswith("de Mâcon")


def test_nothing_around_the_device_in_a_portal_offers_the_whole_country(read):
    PlaceFactory(name="Au loin", latitude=46.9)
    page = read("/saone-et-loire/lieux/?autour=48.85,2.35")
    assert "Saône-et-Loire n’a pas de lieu près de vous" in page.text
    assert "/lieux/?autour=48.85%2C2.35" in page.links(".callout a")
    assert page.names == ["Au loin"]


def test_what_is_open_comes_first_at_one_distance(read):
    always = HoursFactory(text="24/7")
    PlaceFactory(name="A sans horaires", hours=None)
    PlaceFactory(name="B fermé", hours=HoursFactory(text="Sa 09:00-12:00"))
    PlaceFactory(name="C ouvert", hours=always)
    PlaceFactory(name="D plus loin", hours=always, latitude=46.33)
    assert read("/lieux/?commune=71270").names == [
        *("C ouvert", "B fermé", "A sans horaires", "D plus loin"),
    ]
    # Without a place to measure from, the order is that of the communes and names.
    assert read("/lieux/").names[0] == "A sans horaires"


def test_no_line_of_the_journal_holds_a_position(client, caplog):
    with caplog.at_level("INFO"):
        client.get(AROUND)
        client.get("/nulle-part/?autour=46.307,4.829")
    said = " ".join(f"{line.getMessage()} {vars(line).get('facts')}" for line in caplog.records)
    assert ("lieux/" in said, "46.30" in said) == (True, False)
