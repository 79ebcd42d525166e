"""The accessibility statement: three states, every part that the model wants, both languages."""

import pytest
from bs4 import BeautifulSoup

from maillage_site.creation.statements import english, french
from maillage_site.creation.statements.audits import Audit, State, state_of
from maillage_site.creation.translating import paired

GAPS = ("La carte n’est pas lue par un lecteur d’écran.",)
AUDITS = {
    None: State.NONE,
    Audit(rate=100, day="3 mars 2027", by="Temesis"): State.TOTAL,
    Audit(rate=99, day="3 mars 2027", by="Temesis", gaps=GAPS): State.PARTIAL,
    Audit(rate=50, day="3 mars 2027", by="Temesis", gaps=GAPS): State.PARTIAL,
    Audit(rate=49, day="3 mars 2027", by="Temesis", gaps=GAPS): State.NONE,
}
WRITE = '<p>Écrivez à <a href="mailto:a@exemple.fr">a@exemple.fr</a>.</p>'


@pytest.mark.parametrize(("audit", "state"), AUDITS.items())
def test_the_state_is_the_one_of_the_law_in_the_title_and_in_the_text(audit, state):
    assert state_of(audit) is state
    for words in (french, english):
        told = words.STATES[state]
        assert words.title(audit).endswith(told)
        assert f" {told} " in words.statement("Ain", WRITE, audit)
        others = [other for other in words.STATES.values() if other != told]
        assert not [
            other for other in others if f" {other} " in words.statement("Ain", WRITE, audit)
        ]


@pytest.mark.parametrize("audit", AUDITS)
def test_every_part_of_the_model_is_there(audit):
    soup = BeautifulSoup(french.statement("Ain", WRITE, audit), "html.parser")
    assert [title.string for title in soup.find_all("h2")] == [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Ce que nous faisons",
        "Une page vous gêne",
        "Voies de recours",
    ]
    links = {link["href"] for link in soup.find_all("a")}
    assert "https://formulaire.defenseurdesdroits.fr/" in links


def test_an_audit_tells_its_rate_its_date_its_author_and_its_defects():
    text = french.statement("Ain", WRITE, Audit(62, "3 mars 2027", "Temesis", GAPS))
    for told in ("62\u202f%", "le 3 mars 2027", "par Temesis", f"<li>{GAPS[0]}</li>"):
        assert told in text


@pytest.mark.parametrize("audit", AUDITS)
def test_both_languages_have_the_same_parts(audit):
    texts = [words.statement("Ain", WRITE, audit) for words in (french, english)]
    assert len(paired(*texts)) > 10
