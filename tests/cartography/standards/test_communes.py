"""The commune of a row, in the cases that files get wrong."""

import pytest

from maillage.territories.models import PostalCode
from maillage_cartography.standards.communes import CommuneIndex
from tests.site.factories import CommuneFactory

pytestmark = pytest.mark.django_db
COMMUNES = (
    ("2A004", "Ajaccio", "2A", "20000"),
    ("97411", "Saint-Denis", "974", "97400"),
    ("93066", "Saint-Denis", "93", "93200"),
    ("98818", "Nouméa", "988", "98800"),
    ("97801", "Saint-Martin", "978", "97150"),
    ("51410", "Œuilly", "51", "51480"),
    ("01001", "L’Abergement-Clémenciat", "01", "01400"),
)


@pytest.fixture
def index():
    for code, name, departement, postal in COMMUNES:
        commune = CommuneFactory(code=code, name=name, departement_code=departement)
        PostalCode.objects.create(commune=commune, code=postal)
    for parent, name, part, postal in (
        ("75056", "Paris", "75111", "75011"),
        ("69123", "Lyon", "69387", "69007"),
        ("13055", "Marseille", "13201", "13001"),
    ):
        whole = CommuneFactory(code=parent, name=name, departement_code=parent[:2])
        one = CommuneFactory(
            code=part, name=f"{name} {part[-1]}", departement_code=parent[:2], parent=whole
        )
        PostalCode.objects.create(commune=whole, code=postal)
        PostalCode.objects.create(commune=one, code=postal)
    return CommuneIndex()


@pytest.mark.parametrize(
    ("code", "postal_code", "name", "found"),
    [
        ("2A004", "20000", "AJACCIO", "2A004"),
        ("", "20000", "Ajaccio", "2A004"),
        ("97411", "", "Saint-Denis", "97411"),
        ("", "97400", "St Denis de la Réunion", "97411"),
        ("", "98800", "NOUMEA", "98818"),
        ("", "97150", "SAINT MARTIN", "97801"),
        ("", "51480", "OEUILLY", "51410"),
        ("", "1400", "L'ABERGEMENT CLEMENCIAT", "01001"),
        ("75111", "75011", "Paris", "75111"),
        ("", "75011", "PARIS", "75056"),
        ("69387", "", "Lyon", "69387"),
        ("", "13001", "Marseille", "13055"),
        ("", "", "Nulle-Part", None),
    ],
)
def test_it_is_the_one_that_is_meant(index, code, postal_code, name, found):
    commune = index.find(code=code, postal_code=postal_code, name=name, near=None)
    assert (commune.code if commune else None) == found


@pytest.mark.parametrize(
    ("address", "postal_code", "found"),
    [
        ("6 avenue Pasteur 33270 Floirac", "33270", "33167"),
        ("Mairie, 33270 FLOIRAC CEDEX", "33270", "33167"),
        ("12 rue de Floirac", "33270", None),
        ("33270", "33270", None),
        ("", "13001", "13201"),
    ],
)
def test_without_a_name_the_end_of_the_address_tells(index, address, postal_code, found):
    for code, name in (("33167", "Floirac"), ("33065", "Bouliac")):
        town = CommuneFactory(code=code, name=name, departement_code="33")
        PostalCode.objects.create(commune=town, code="33270")
    commune = CommuneIndex().find(
        code="", postal_code=postal_code, name="", near=None, address=address
    )
    assert (commune.code if commune else None) == found


@pytest.mark.parametrize(
    ("code", "parent"), [("75111", "75056"), ("69387", "69123"), ("13201", "13055")]
)
def test_an_arrondissement_knows_its_commune(index, code, parent):
    assert index.find(code=code, postal_code="", name="", near=None).parent == parent
