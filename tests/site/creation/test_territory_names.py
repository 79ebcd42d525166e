"""Territories by name, code and kind."""

import pytest
from django.utils import translation

from maillage.territories.models import Territory
from maillage.territories.reference import ReferenceTables
from maillage.territories.seeding import territories
from maillage_site.creation.territory_names import TerritoryNames, told


@pytest.fixture(scope="module")
def names() -> TerritoryNames:
    """Of the whole country; they are told apart by key, which only saved rows have."""
    everyone = territories(ReferenceTables())
    for number, territory in enumerate(everyone, start=1):
        territory.pk = number
    return TerritoryNames(everyone)


def codes(found: list[Territory]) -> list[str]:
    return [territory.code_path for territory in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Saône-et-Loire", ["dep:71"]),
        ("saone et loire", ["dep:71"]),
        ("71", ["dep:71"]),
        ("2a", ["dep:2A"]),
        ("Guadeloupe", ["reg:01", "dep:971"]),
        ("Guadeloupe (région)", ["reg:01"]),
        ("département Guadeloupe", ["dep:971"]),
        ("971", ["dep:971"]),
        ("dep:971", ["dep:971"]),
        ("REG : 01", ["reg:01"]),
        ("11", ["reg:11", "dep:11"]),
        # What a spreadsheet made of 01.
        ("1", ["reg:01", "dep:01"]),
        ("Réunion", ["reg:04", "dep:974"]),
        ("244500468", ["epci:244500468"]),
        ("Métropole de Lyon", ["epci:200046977"]),
        # A postal code is never cut to guess a territory.
        ("97150", []),
        ("", []),
        ("(", []),
    ],
)
def test_what_a_text_names(names, text, found):
    assert codes(names.named(text)) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Saône-et-Loir", "dep:71"),
        ("orleans", "epci:244500468"),
        ("Le Creusot", "epci:247100290"),
        ("Mâconnais Beaujolais", "epci:200070308"),
    ],
)
def test_names_that_are_near(names, text, first):
    assert (names.named(text), codes(names.near(text))[0]) == ([], first)


def test_nothing_is_near_nothing(names):
    assert [names.near(text) for text in ("", "zzzzzzzz", "()")] == [[], [], []]


def test_homonyms_are_told_apart(names):
    with translation.override("fr"):
        assert [told(one) for one in names.named("Guadeloupe")] == [
            "Guadeloupe (région, reg:01)",
            "Guadeloupe (département, dep:971)",
        ]
