"""The commune that a form takes, or what it says."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from maillage.territories.gazetteer.typed_communes import commune_named
from maillage.territories.models import PostalCode
from tests.site.factories import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes():
    for code, postal in (("71270", "71000"), ("97411", "97400"), ("93066", "93200")):
        name = "Mâcon" if code == "71270" else "Saint-Denis"
        PostalCode.objects.create(commune=CommuneFactory(code=code, name=name), code=postal)


@pytest.mark.parametrize(
    ("text", "postal_code", "code"),
    [
        ("macon", "", "71270"),
        ("Mâcon (71270)", "", "71270"),
        ("Saint-Denis", "93200", "93066"),
        ("Saint-Denis (974)", "", "97411"),
    ],
)
def test_a_commune_is_known(communes, text, postal_code, code):
    assert commune_named(text, postal_code).code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zzzz", "Aucune commune n’a ce nom ni ce code."),
        ("", "Aucune commune n’a ce nom ni ce code."),
        ("Macn", "Aucune commune ne porte exactement ce nom. Est-ce Mâcon (71)\u202f?"),
        (
            "Saint-Denis",
            "Laquelle\u202f? Plusieurs communes répondent à cela\u202f: Saint-Denis (93), Saint",
        ),
        (
            "Saint-D",
            "Laquelle\u202f? Plusieurs communes ont un nom qui commence ainsi\u202f: Saint-D",
        ),
        ("71", "Un département ne suffit pas ici\u202f: écrivez la commune."),
    ],
)
def test_what_is_not_sure_is_asked(communes, text, said):
    with pytest.raises(ValidationError) as error:
        commune_named(text)
    with translation.override("fr"):
        assert error.value.messages[0].startswith(said)
