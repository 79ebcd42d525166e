"""What people type, among a few communes."""

import pytest

from maillage.territories.gazetteer.queries import find
from maillage.territories.models import Commune, PostalCode, Territory
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def commune(code, name, population=100, postal=(), **fields):
    made = CommuneFactory(code=code, name=name, population=population, **fields)
    for postal_code in postal:
        PostalCode.objects.create(commune=made, code=postal_code)
    return made


@pytest.fixture
def communes():
    commune("71270", "Mâcon", 34_448, ["71000"])
    commune("71306", "Montceau-les-Mines", 17_000, ["71300"])
    commune("71153", "Le Creusot", 21_000, ["71200"])
    commune("71221", "Gibles", 600, ["71270"])
    commune("97411", "Saint-Denis", 155_000, ["97400", "97490"])
    commune("93066", "Saint-Denis", 149_000, ["93200"])
    commune("97801", "Saint-Martin", 31_160, ["97150"])
    commune("97127", "Saint-Martin-de-Guadeloupe", 10, ["97153"])
    commune("02565", "Œuilly", None, ["02160"])
    paris = commune("75056", "Paris", 2_100_000, ["75001", "75016"])
    commune(
        "75116",
        "Paris 16e Arrondissement",
        159_386,
        ["75016", "75116"],
        parent=paris,
        kind=Commune.Kind.ARRONDISSEMENT,
    )
    commune("71343", "Paris-l'Hôpital", 300, ["71150"])


def found(text):
    return [commune.code for commune in find(text).communes]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("macon", ["71270"]),
        (" MÂCON ", ["71270"]),
        ("montceau les mines", ["71306"]),
        ("Montceau-l", ["71306"]),
        ("creusot", ["71153"]),
        ("oeuilly", ["02565"]),
        ("œuilly", ["02565"]),
        ("St Martin", ["97801"]),
        ("saint mar", ["97801", "97127"]),
        ("Saint-Denis", ["97411", "93066"]),
        ("Saint-Denis (974)", ["97411"]),
        ("93200 Saint-Denis", ["93066"]),
        ("Paris", ["75056"]),
        ("par", ["75056", "75116", "71343"]),
        ("Paris 16", ["75116"]),
    ],
)
def test_a_name_or_its_beginning_the_most_populous_first(communes, text, codes):
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("71000", ["71270"]),
        ("71270", ["71270", "71221"]),
        ("97150", ["97801"]),
        ("97490", ["97411"]),
        ("75016", ["75116"]),
        ("75001", ["75056"]),
        ("75056", ["75056"]),
        ("71000 Gibles", []),
        ("12 rue de la Gare, 71000 Mâcon", ["71270"]),
        ("Place du 8 mai 1945 71000 MACON", ["71270"]),
        ("12 rue de Gibles 71000 Lyon", []),
    ],
)
def test_a_postal_or_an_insee_code(communes, text, codes):
    assert found(text) == codes


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "\x00", "😀", "x" * 10_000, "مرحبا", "(974)x", "99999", "%", "71"]
)
def test_text_that_names_nothing_finds_nothing(communes, text):
    assert found(text) == []


def test_a_network_covers_the_arrondissements_of_its_communes(communes):
    network = TerritoryFactory(kind=Territory.Kind.NETWORK, code="r", name="Réseau", slug="reseau")
    network.communes.add("75056")
    arrondissement = Commune.objects.get(code="75116")
    assert (network.covers(arrondissement), list(Territory.objects.covering(arrondissement))) == (
        True,
        [network],
    )


def test_a_code_asks_one_question(communes, django_assert_num_queries):
    with django_assert_num_queries(1):
        find("71000")
