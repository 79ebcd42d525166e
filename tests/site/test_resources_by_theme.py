"""Resources by what they help with."""

import pytest
from bs4 import BeautifulSoup

from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.home.search import documents
from tests.site.factories import TerritoryFactory
from tests.site.test_pages import index, write

pytestmark = pytest.mark.django_db
LIST = "/saone-et-loire/ressources/"


@pytest.fixture
def resources(db):
    found = index(create_portal(TerritoryFactory()), "ressources")
    write(found, "carte-vitale", theme="sante")
    write(found, "rendez-vous", theme="sante")
    write(found, "wifi", theme="equipement")
    write(found, "divers")
    return found


def read(client, query=""):
    main = BeautifulSoup(client.get(LIST + query).content, "html.parser").main
    titles = [link.get_text() for link in main.select("h2 a")]
    return titles, [link.get_text(" ", strip=True) for link in main.select(".chips a")]


def test_readers_choose_a_theme_and_see_what_it_would_leave(client, resources):
    titles, themes = read(client)
    assert len(titles) == 4
    assert themes == ["Santé en ligne (2)", "Équipement et connexion (1)"]


def test_a_theme_leaves_its_resources_and_may_be_taken_away(client, resources):
    titles, themes = read(client, "?theme=sante")
    assert sorted(titles) == ["Carte-vitale", "Rendez-vous"]
    assert themes == ["Retirer le filtre\u202f: Santé en ligne (2)", "Équipement et connexion (1)"]


@pytest.mark.parametrize("query", ["?theme=rien", "?theme=%00", "?theme=" + "a" * 5000])
def test_a_theme_that_does_not_exist_leaves_everything(client, resources, query):
    assert len(read(client, query)[0]) == 4


def test_news_are_not_sorted_by_theme(client):
    news = index(create_portal(TerritoryFactory()), "actualites")
    write(news, "un", theme="sante")
    write(news, "deux", theme="banque")
    page = client.get("/saone-et-loire/actualites/").content.decode()
    assert "?theme=" not in page


def test_a_card_shows_the_drawing_of_its_page(client, resources):
    drawn = {"name": "health", "description": "Une carte de santé."}
    write(resources, "dessin", body=[("text", "<p>Bonjour</p>"), ("drawing", drawn)])
    main = BeautifulSoup(client.get(LIST).content, "html.parser").main
    uses = [use["href"].partition("#")[2] for use in main.select(".card svg.drawing use")]
    assert uses == ["health"]
    page = client.get(f"{LIST}dessin/").content.decode()
    assert 'aria-label="Une carte de santé."' in page


def test_the_search_knows_the_theme_in_the_language_of_the_page(resources):
    page = ContentPage.objects.get(slug="wifi")
    assert [found.themes for found in documents(page)] == [("Équipement et connexion",)]


def test_a_portal_shows_its_own_resources_before_those_of_the_nation(client, resources):
    national = IndexPage.objects.get(slug="ressources", depth=resources.depth - 1)
    write(national, "nationale", shared=True)
    assert read(client)[0][-1] == "Nationale"
