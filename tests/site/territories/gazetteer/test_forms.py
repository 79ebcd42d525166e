"""A field where a commune is typed: of several, it asks which one."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.utils import translation

from maillage.territories.gazetteer.forms import CommuneField
from maillage.territories.models import PostalCode
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


class TownForm(forms.Form):
    town = CommuneField(required=False)


@pytest.fixture
def saint_denis():
    TerritoryFactory(kind="dep", code="974", name="La Réunion", slug="reunion")
    for code, departement, postal in (("97411", "974", "97400"), ("93066", "93", "93200")):
        commune = CommuneFactory(code=code, name="Saint-Denis", departement_code=departement)
        PostalCode.objects.create(commune=commune, code=postal)


def radios(form: forms.Form) -> dict[str, str]:
    page = BeautifulSoup(form["town"].as_field_group(), "html.parser")
    return {one["value"]: one.parent.get_text() for one in page.select("[name=town-choice]")}


def test_of_several_communes_radios_ask_which_one_by_departement(saint_denis):
    form = TownForm({"town": "Saint-Denis"})
    with translation.override("fr"):
        assert form.errors["town"] == [
            "Plusieurs communes répondent à cela\u202f: choisissez la vôtre."
        ]
        assert radios(form) == {
            "Saint-Denis (93066)": "Saint-Denis, 93, 93200",
            "Saint-Denis (97411)": "Saint-Denis, La Réunion, 97400",
        }


def test_a_typing_error_is_asked_about(saint_denis):
    form = TownForm({"town": "Saint-Dnis"})
    with translation.override("fr"):
        assert form.errors["town"][0].startswith("Aucune commune ne porte exactement ce nom")
    assert len(radios(form)) == 2


@pytest.mark.parametrize(
    ("typed", "code"), [("Saint-Denis", "97411"), ("Saint-Denis (93066)", "93066")]
)
def test_a_choice_is_of_the_text_it_was_asked_about(saint_denis, typed, code):
    asked = {"town-asked": "Saint-Denis", "town-choice": "Saint-Denis (97411)"}
    form = TownForm({"town": typed, **asked})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["town"].pk == code
    assert radios(form) == {}


@pytest.mark.parametrize("choice", ["Saint-Denis (99999)", "\x00", "x" * 10_000])
def test_a_choice_that_nobody_proposed_is_refused(saint_denis, choice):
    form = TownForm({"town": "Saint-Denis", "town-asked": "Saint-Denis", "town-choice": choice})
    assert not form.is_valid()


def test_nothing_typed_is_no_commune(saint_denis):
    form = TownForm({"town": " "})
    assert (form.is_valid(), form.cleaned_data["town"]) == (True, None)
