"""The commune that a question names, and what is left of the question without it."""

import pytest

from maillage_search.query.locations import find_place
from maillage_search.query.request import SearchRequest
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "commune", "rest"),
    [
        ("démarches près de Mâcon", "71270", "démarches"),
        ("demarches pres de macon", "71270", "demarches"),
        ("ordinateur autour du Creusot", "71153", "ordinateur"),
        ("wifi au Creusot", "71153", "wifi"),
        ("caf à Pau", "64445", "caf"),
        ("caf Mâcon", "71270", "caf"),
        ("Autun", "71014", ""),
        ("le creusot", "71153", ""),
        # Names that are ordinary words.
        ("emploi à Placé", None, "emploi à Placé"),
        ("placé", None, "placé"),
        ("permanence", None, "permanence"),
    ],
)
def test_a_commune_is_taken_out_of_the_question(communes, typed, commune, rest):
    found = find_place(typed, SearchRequest(text=typed))
    assert (found.near and found.near.code, found.rest) == (commune, rest)


@pytest.mark.parametrize("typed", ["caf à Chalon", "caf près de chalon"])
def test_the_town_meant_is_the_one_that_a_field_would_take(communes, typed):
    CommuneFactory(code="38065", name="Chalon", population=150)
    CommuneFactory(code="71076", name="Chalon-sur-Saône", population=45_000)
    found = find_place(typed, SearchRequest(text=typed))
    assert (found.near.code, found.rest) == ("71076", "caf")


def test_a_word_that_only_begins_a_name_is_no_town(communes):
    CommuneFactory(code="62187", name="Bus", population=140)
    CommuneFactory(code="77058", name="Bussy-Saint-Georges", population=27_000)
    assert find_place("horaires bus", SearchRequest()).near is None


@pytest.mark.parametrize(
    "typed", ["wifi près de chez moi", "wifi autour de moi", "wifi près d’ici"]
)
def test_around_the_reader_wants_a_place_that_only_the_reader_knows(communes, typed):
    found = find_place(typed, SearchRequest(text=typed))
    assert (found.near, found.wants_place, found.rest) == (None, True, "wifi")


@pytest.mark.parametrize(("portal", "commune"), [("", "97411"), ("com:93066", "93066")])
def test_of_two_namesakes_the_one_of_the_portal_else_the_largest(communes, portal, commune):
    if portal:
        TerritoryFactory(kind="com", code="93066", name="Saint-Denis", slug="saint-denis")
    found = find_place("caf à Saint-Denis", SearchRequest(shown_in=portal))
    assert found.near.code == commune


@pytest.mark.parametrize(
    ("typed", "territory", "rest"),
    [
        ("guadeloupe", "dep:971", ""),
        ("71", "dep:71", ""),
        ("saône et loire", "dep:71", ""),
        ("ateliers en Saône-et-Loire", "dep:71", "ateliers"),
        ("impôts 71", "dep:71", "impôts"),
        ("cher", "dep:18", ""),
        ("ordinateur pas cher", None, "ordinateur pas cher"),
        ("3 ateliers", None, "3 ateliers"),
        ("", None, ""),
    ],
)
def test_a_territory_is_taken_out_of_the_question(communes, typed, territory, rest):
    TerritoryFactory(code="971", name="Guadeloupe", slug="guadeloupe")
    TerritoryFactory(code="18", name="Cher", slug="cher")
    TerritoryFactory(kind="reg", code="01", name="Guadeloupe", slug="guadeloupe-reg")
    found = find_place(typed, SearchRequest(text=typed))
    assert (found.inside and found.inside.code_path, found.rest) == (territory, rest)
