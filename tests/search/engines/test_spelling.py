"""Words as people write them: by their sound, glued together, for short; streets are no subjects."""

import pytest

from maillage_search.french.sounds import sound
from tests.search.factories import CORPUS, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(subject):
    subject.given(
        *CORPUS,
        document("pw", "Choisir un mot de passe", body="Un mot de passe se retient."),
        document("ft", "Atelier France Travail", body="Un compte bloqué ? Un ordinateur lent ?"),
        document("phone", "Prendre rendez-vous par téléphone"),
        document("place", "Mairie", kind="place", address="3 rue du Docteur Penne, 71000 Mâcon",
                 keywords=("Mâcon", "Aide aux démarches")),
    )  # fmt: skip
    return subject


@pytest.mark.parametrize(
    ("typed", "title", "corrected"),
    [
        ("motdepasse", "Choisir un mot de passe", "mot de passe"),
        ("lordinateur", "Atelier France Travail", "ordinateur"),
        ("poleemploi", "Atelier France Travail", "Pôle emploi"),
        ("kaf", "Faire une demande à la CAF", "caf"),
        ("bloké", "Atelier France Travail", "bloqué"),
    ],
)
def test_what_is_written_as_it_is_heard_or_as_one_word_is_read(written, typed, title, corrected):
    answer = written.ask(typed)
    assert (title in [hit.plain_title for hit in answer.hits], answer.corrected) == (
        True,
        corrected,
    )


@pytest.mark.parametrize("typed", ["rdv", "tel", "rdv tel"])
def test_short_forms_are_whole_words(written, typed):
    assert written.titles(typed)[0] == "Prendre rendez-vous par téléphone"


@pytest.mark.parametrize("typed", ["docteur", "penne", "barre"])
def test_a_street_is_no_subject_and_no_spelling(written, typed):
    assert "Mairie" not in written.titles(typed)
    assert written.ask("panne").corrected == ""


@pytest.mark.parametrize(
    "typed", ["rue du docteur penne", "3 rue du docteur Penne", "rue docteur penne mairie"]
)
def test_a_question_about_a_street_finds_what_is_there(written, typed):
    assert written.titles(typed)[0] == "Mairie"


def test_an_address_is_shown_when_nothing_else_tells_of_a_place(written):
    (hit,) = written.ask("mairie").hits
    assert "3 rue du Docteur Penne" in "".join(piece.text for piece in hit.excerpt)


@pytest.mark.parametrize(
    ("one", "other"), [("kaf", "caf"), ("bloké", "bloqué"), ("fone", "phone"), ("impo", "impôts")]
)
def test_words_that_sound_alike(one, other):
    assert sound(one) == sound(other)
