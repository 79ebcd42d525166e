"""A mail: the same words as text and as HTML, light, and asking nothing of another host."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from maillage.emails.letter import Letter

ROOT = Path(__file__).parents[3]
LETTER = Letter(
    subject="Nouvelle date : <atelier>",
    title="L’atelier a une nouvelle date !",
    paragraphs=("Il a lieu plus tard.", "Vous gardez votre place."),
    action=("Rejoindre", "https://exemple.fr/rejoindre/?a=1&b=2"),
    links=(("Annuler mon inscription", "https://exemple.fr/ma-place/"),),
    facts=(("Quand", "mardi 8 décembre à 17 h 30"), ("Où", "Médiathèque")),
    quote=mark_safe("<p>Par <strong>courrier</strong>.</p>"),
    quote_text="Par courrier.",
    name="Amina <b>",
    reason="Vous recevez ce courriel car vous êtes inscrite.",
)

TEXT = """\
Bonjour Amina <b>,

L’atelier a une nouvelle date\u202f!

Il a lieu plus tard.

Vous gardez votre place.

Par courrier.

Quand\u202f: mardi 8 décembre à 17 h 30
Où\u202f: Médiathèque

Rejoindre\u202f:
https://exemple.fr/rejoindre/?a=1&b=2

Annuler mon inscription\u202f:
https://exemple.fr/ma-place/

--
Vous recevez ce courriel car vous êtes inscrite.
"""


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


def test_what_is_committed_is_what_the_source_makes():
    command = [sys.executable, "scripts/mails", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_text_holds_everything():
    assert LETTER.text == TEXT


def test_a_letter_of_a_title_alone_has_no_empty_part():
    alone = Letter(subject="Bonjour", title="Bonjour")
    assert alone.text == "Bonjour\n\n\n--\n"
    assert [tag for tag in ("<blockquote", "<a ", "<th", "<li") if tag in alone.html] == []


def test_the_page_is_light_escaped_and_asks_nothing_of_another_host():
    page = LETTER.html
    assert len(page.encode()) < 40_000
    assert re.search(r"<(img|script|link|iframe|video)\b|url\(|@import|src=", page) is None
    assert "Amina &lt;b&gt;," in page
    assert "<blockquote" in page
    assert "<strong>courrier</strong>" in page
    assert 'lang="fr"' in page


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_page_reads_well_on_a_phone_and_to_a_screen_reader(visit, axe, live_server):
    page = visit(f"{live_server.url}/robots.txt", width=320)
    page.set_content(LETTER.html)
    # A mail stands inside a reader's own page, which has the landmarks.
    of_a_page = ("landmark-one-main", "region")
    assert [wrong for wrong in axe(page) if not wrong.startswith(of_a_page)] == []
