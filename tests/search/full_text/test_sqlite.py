"""What is read of very many documents, and how rare a word is, on SQLite."""

import pytest
from django.db import connection

from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.full_text import sqlite, writing
from maillage_search.query.request import SearchRequest, Viewer
from tests.search.factories import SAONE_ET_LOIRE, document, ready

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite itself"),
]


def titles(text, **fields):
    request = SearchRequest(text=text, **fields)
    return [hit.plain_title for hit in EmbeddedEngine().search(request, Viewer.anonymous()).hits]


@pytest.fixture
def many(monkeypatch):
    """More documents hold the word than are scored of a kind."""
    monkeypatch.setattr(sqlite, "MOST_SCORED", 3)
    elsewhere = {"territories": ("dep:64",), "national": False}
    writing.write(
        ready(*(document(f"b{n}", f"Page {n}", body="zinc", **elsewhere) for n in range(9)))
    )


def test_of_common_words_titles_come_first_and_the_rest_is_found_still(many):
    assert {title[:4] for title in titles("zinc")} == {"Page"}
    writing.write(ready(document("t", "Le zinc")))
    found = titles("zinc")
    assert (found[0], len(found) > 1) == ("Le zinc", True)


def test_what_holds_more_of_common_words_is_found_wherever_it_holds_them(many):
    writing.write(ready(document("m", "Mémoire", body="zinc, cuivre et étain")))
    writing.write(ready(*(document(f"c{n}", f"Carte {n}", body="cuivre") for n in range(9))))
    assert titles("zinc cuivre étain laiton")[0] == "Mémoire"
    assert titles("zinc cuivre")[0] == "Mémoire"


def test_what_a_portal_does_not_show_takes_no_place_of_what_it_shows(many):
    own = {"territories": SAONE_ET_LOIRE, "national": False}
    writing.write(ready(document("own", "Chez nous", body="zinc", **own)))
    assert titles("zinc", shown_in="dep:71") == ["Chez nous"]


def test_rarity_counts_the_documents_that_are_there(monkeypatch):
    totals = []
    monkeypatch.setattr(sqlite, "rarity", lambda held, total: totals.append((held, total)) or 1.0)
    for version in range(1, 9, 2):
        writing.write(ready(document("a", "Zinc"), document("b", "Cuivre"), version=version))
        writing.forget(["page:a:fr"], version=version + 1)
    writing.write(ready(document("a", "Zinc"), version=99))
    titles("zinc")
    assert totals == [(1, 2)]
