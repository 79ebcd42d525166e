"""The base template and its components, on a page that shows them all."""

import re

import pytest
from bs4 import BeautifulSoup

from maillage.scope import Scope
from tests.site.ui.gallery import gallery


@pytest.fixture
def page() -> BeautifulSoup:
    return BeautifulSoup(gallery(), "html.parser")


def test_one_title_one_main_one_language(page):
    assert page.html["lang"] == "fr"
    assert page.title.string == "Galerie, page 2 – Maillage"
    assert [main["id"] for main in page.find_all("main")] == ["contenu"]
    assert page.select_one("a.skip")["href"] == "#contenu"


def test_nothing_inline_and_nobody_else(page, settings):
    assert page.find_all(["script", "style"]) == []
    assert [tag for tag in page.find_all(True) if tag.get("style")] == []
    addresses = [tag.get("href") or tag.get("src") or "" for tag in page.find_all(True)]
    elsewhere = [address for address in addresses if re.match(r"(https?:)?//", address)]
    assert [address for address in elsewhere if not address.startswith(settings.BASE_URL)] == []


def test_the_theme_of_the_portal_comes_after_the_sheet():
    soup = BeautifulSoup(gallery(Scope(theme_url="/theme/morbihan-1.css")), "html.parser")
    sheets = [link["href"] for link in soup.select("link[rel=stylesheet]")]
    assert sheets == ["/static/maillage/maillage.css", "/theme/morbihan-1.css"]


def test_errors_are_linked_to_their_fields(page):
    anchors = [link["href"][1:] for link in page.select(".error-summary a")]
    assert anchors == ["id_email", "id_choice_0", "id_town", "id_agree"]
    assert all(page.find(id=anchor) for anchor in anchors)


def test_a_field_is_described_by_its_help_and_its_error(page):
    field = page.select_one("#formulaire input[name=email]")
    described = field["aria-describedby"].split()
    assert described == ["id_email_helptext", "id_email_error"]
    assert field["aria-invalid"] == "true"


def test_pagination_keeps_the_query(page):
    links = [(link["rel"], link["href"]) for link in page.select(".pagination a")]
    assert links == [(["prev"], "?q=impot&page=1"), (["next"], "?q=impot&page=3")]


def test_one_card_one_title_link(page):
    cards = page.select("article.card")
    assert [len(card.select(".card-title a")) for card in cards] == [1] * len(cards)
    assert page.select("article article") == []


def test_icons_are_hidden_from_screen_readers_and_exist(page):
    from maillage.ui.styles import HERE

    sprite = (HERE / "static" / "maillage" / "icons.svg").read_text("utf-8")
    names = {use["href"].partition("icons.svg#")[2] for use in page.select("svg.icon use")}
    assert [name for name in sorted(names) if f'id="{name}"' not in sprite] == []
    assert {svg["aria-hidden"] for svg in page.select("svg")} == {"true"}
