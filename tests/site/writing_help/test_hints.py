"""What would make a page easier to read is said to who writes it, and forbids nothing."""

import pytest
from bs4 import BeautifulSoup

from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.writing_help.acronyms import known, unexplained
from maillage_site.writing_help.hints import hints_for
from maillage_site.writing_help.sentences import sentences, too_long, words_in
from tests.events.factories import event_page
from tests.site.factories import territory_portal
from tests.site.links.conftest import editor_of, text

LONG = (
    "Pour faire une demande, il faut venir avec une pièce d’identité, un justificatif de domicile, le "
    "dernier avis d’impôt et, si la personne est accompagnée, une procuration signée de sa main."
)


def test_sentences_are_cut_where_they_end():
    assert sentences(
        "M. Martin vient à 17 h. Il habite av. Foch, n° 3. « Où ? » Ici… Mme J. Petit, elle, non ! 12 places."
    ) == [
        *("M. Martin vient à 17 h.", "Il habite av. Foch, n° 3.", "« Où ? »", "Ici…"),
        *("Mme J. Petit, elle, non !", "12 places."),
    ]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [("L’aide au rez-de-chaussée, c’est 3,50 €.", 6), ("", 0), ("Un deux trois.", 3)],
)
def test_words_are_counted_as_one_says_them(sentence, number):
    assert words_in(sentence) == number


def test_beyond_twenty_five_words_a_sentence_is_long():
    assert [too_long(" ".join(["mot"] * number)) for number in (25, 26)] == [False, True]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("La CAF et la CAF aident. Le CCAS aussi.", ["CAF", "CCAS"]),
        ("La caisse d’allocations familiales (CAF) aide. La CAF répond.", []),
        ("La Caisse d'allocations familiales aide : c’est la CAF.", []),
        ("Le RSA (revenu minimum garanti) est versé.", []),
        ("L’aide au logement (APL) existe.", []),
        ("Le RSA (voir plus bas).", []),
        ("Le RSA (2026).", ["RSA"]),
        ("Écrivez à contact@CAF.fr ou allez sur www.CAF.fr.", []),
        ("Le café, la SNCF, le SMS et un PDF.", []),
    ],
)
def test_acronyms_of_the_field_are_told_until_they_are_explained(said, expected):
    assert list(unexplained(said)) == expected


def test_the_list_of_acronyms_is_clean():
    assert len(known()) > 50
    assert list(known()) == sorted(known())
    assert all(name.isupper() and meaning.strip() == meaning for name, meaning in known().items())


@pytest.fixture
def portal(db):
    return territory_portal()


def page_with(portal, *body, **fields):
    fields = {"title": "Aide", "summary": "Une aide.", **fields}
    return portal.add_child(instance=ContentPage(body=list(body), **fields))


def told(page):
    return [(hint.said, hint.where, hint.excerpt) for hint in hints_for(page)]


def test_a_page_that_lacks_nothing_is_told_nothing(portal):
    assert told(page_with(portal, text("<p>Venez avec vos papiers. C’est gratuit.</p>"))) == []


def test_all_that_may_be_said_of_a_page(portal):
    body = text(
        f"<h2>À la MDPH</h2><p>{LONG} Court.</p><ul><li>Votre dossier est lu par une aidante.</li></ul>"
        '<p><a href="https://a.example/">Cliquez ici</a>, <a href="https://b.example/">le guide</a></p>',
        "t1",
    )
    page = page_with(portal, body, title="Titre " * 13, summary="")
    assert told(page) == [
        (
            "Écrivez un résumé d’une ou deux phrases : les listes et les moteurs de recherche le montrent.",
            "summary",
            "",
        ),
        (
            "Le titre est trop long pour les listes : 70 caractères au plus.",
            "title",
            ("Titre " * 13)[:78],
        ),
        (
            "Ce lien ne dit pas où il mène : nommez la page ou le fichier.",
            "body.t1",
            "Cliquez ici",
        ),
        (
            "Une phrase de 31 mots : coupez-la en deux (25 au plus).",
            "body.t1",
            "Pour faire une demande, il faut venir avec une pièce d’identité, un justificatif de…",
        ),
        (
            "« MDPH » n’est pas expliqué. Écrivez-le une fois en entier : maison départementale des personnes handicapées (MDPH).",
            "body.t1",
            "",
        ),
        (
            "Qui le fait ? Dites-le avec un verbe actif plutôt que « est lu ».",
            "body.t1",
            "Votre dossier est lu par une aidante.",
        ),
    ]


def test_news_and_events_want_a_picture(portal):
    news = portal.add_child(instance=IndexPage(title="Actualités", section="news"))
    found = [hint.where for hint in hints_for(page_with(news))]
    event = event_page(portal, title="Atelier", summary="Un atelier.")
    assert (found, [hint.where for hint in hints_for(event)]) == (["body"], ["image"])


# --- On screen ------------------------------------------------------------------------------


def saved(client, page, *, by_itself=False, **posted):
    """The screen after a save, without scripts; ``by_itself``: as the editor's script saves."""
    address = f"/gestion/pages/{page.pk}/edit/"
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("#page-edit-form")
    fields = {
        field["name"]: field.get("value", field.text)
        for field in form.select("input[name], textarea[name]")
        if field.get("type") not in {"checkbox", "radio", "file"}
    }
    headers = {"accept": "application/json"} if by_itself else {}
    sent = {**fields, "body-count": "0", **posted}
    return client.post(address, sent, follow=True, headers=headers)


def test_hints_are_read_after_a_save_and_beside_the_page(client, portal):
    page = page_with(portal, summary="")
    client.force_login(editor_of(portal))
    screen = BeautifulSoup(saved(client, page, title=LONG[:200]).content, "html.parser")
    expected = ["Écrivez un résumé", "Le titre est trop", "Une phrase de 31"]
    for place in (".messages ul ul li", "[data-side-panel=checks] li"):
        items = [" ".join(item.text.split()) for item in screen.select(place)]
        assert [item[: len(words)] for item, words in zip(items, expected, strict=True)] == expected
    # Wagtail counts what a page holds in a user bar, which no page of ours has: it would stay empty.
    assert screen.select("[data-content-word-count]") == []


def test_a_save_by_the_editor_itself_says_nothing(client, portal):
    page = page_with(portal, summary="")
    client.force_login(editor_of(portal))
    assert saved(client, page, by_itself=True).json()["success"]
    screen = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    assert "Écrivez un résumé" not in screen.select_one(".messages").text
