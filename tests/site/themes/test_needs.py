"""Words lead to needs, in one table."""

import pytest

from maillage.themes.needs import NEEDS, need_in, need_of_theme
from maillage.themes.said import SAID
from maillage_cartography.standards.lamednum import Service

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("impôts près de Mâcon", "demarches"),
        ("IMPOTS", "demarches"),
        ("caf macon", "demarches"),
        ("titres de séjour", "demarches"),
        ("permis de conduire", "demarches"),
        ("refaire sa carte d’identité", "demarches"),
        ("imprimer un document", "acces"),
        ("ordinateur macon", "acces"),
        ("acheter un ordinateur", "materiel"),
        ("pc en panne", "materiel"),
        ("apprendre l'ordinateur", "bases"),
        ("mot de passe perdu", "bases"),
        ("faire mon CV", "emploi"),
        ("faux conseiller bancaire", "securite"),
        ("enfants et téléphones", "enfants"),
        ("atelier numérique", ""),
        ("guadeloupe", ""),
        ("", ""),
        ("🙂 مرحبا", ""),
        ("x" * 10_000, ""),
    ],
)
def test_a_question_tells_of_a_need(text, need):
    found = need_in(text)
    assert (found.slug if found else "") == need


def test_each_service_of_the_standard_answers_one_need_that_words_tell_of():
    assert {need.service for need in NEEDS} == set(Service)
    assert set(SAID) == {need.slug for need in NEEDS}


def test_no_term_tells_of_two_needs():
    terms = [term for terms in SAID.values() for term in terms]
    assert sorted(set(terms)) == sorted(terms)


def test_a_theme_leads_to_a_need():
    assert [getattr(need_of_theme(t), "slug", "") for t in ("sante", "metier-aidant", "", "x")] == [
        "demarches",
        "",
        "",
        "",
    ]
