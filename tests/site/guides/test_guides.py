"""The guides are read in the admin, and name what the screens do name."""

import re
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders

import maillage_site
from maillage_site.guides.reading import GUIDES
from tests.site.factories import UserFactory, territory_portal
from tests.site.links.conftest import editor_of

pytestmark = pytest.mark.django_db
QUOTED = re.compile(r"«\s*(.*?)\s*»", re.DOTALL)
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# What somebody writes or says, and sentences with something in their holes.
NO_LABELS = {
    "Accessibilité : partiellement conforme",
    "Accessibilité : totalement conforme",
    "Accessibilité : non conforme",
    "caisse d’allocations familiales (CAF)",
    "votre dossier est instruit par la mairie",
    "la mairie instruit votre dossier",
    "cliquez ici",
    "mardi et jeudi",
    "Apportez votre avis d’impôt",
    "le premier lundi du mois",
    "Du lundi au vendredi : 9h-12h",
    "Soumettre à Validation :",
}


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split()).lower()


def catalogues() -> list[Path]:
    """Ours and others': whatever a screen may say."""
    places = [
        *settings.LOCALE_PATHS,
        *(Path(one.path) / "locale" for one in apps.get_app_configs()),
    ]
    return [po for place in places for po in Path(place).glob("fr/LC_MESSAGES/*.po")]


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Sentences; what stands in the hole of one is three dots, as in the guides."""
    found = set()
    for path in catalogues():
        for entry in polib.pofile(path):
            for one in (entry.msgstr, *entry.msgstr_plural.values()):
                # A script puts something after what ends with a space.
                found.add(plain(HOLE.sub("…", f"{one}…" if one.endswith(" ") else one)))
    return found


@pytest.fixture(scope="module")
def titles() -> str:
    """Words of the pages that a portal begins with."""
    begun = Path(maillage_site.__file__).parent / "creation"
    texts = "".join(one.read_text() for one in begun.rglob("*.py"))
    texts = texts.replace("\\u202f", " ").replace("\\xa0", " ")
    # A sentence written over two lines, and what is put in its holes.
    return plain(re.sub(r"\{[^{}]*\}", "…", re.sub(r'"\s+f?"', "", texts)))


def is_said(label: str, said: set[str]) -> bool:
    """As a sentence, a part of one, or two of them: "Ajouter : …" and "lieu"."""
    if any(label in one for one in said):
        return True
    begins = (one.partition("…") for one in said if one.count("…") == 1)
    return any(
        label.removeprefix(before).removesuffix(after) in said
        for before, _dots, after in begins
        if (before + after).strip() and label.startswith(before) and label.endswith(after)
    )


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_what_a_guide_quotes_is_on_a_screen(guide, said, titles):
    quoted = {" ".join(one.split()) for one in QUOTED.findall(guide.path.read_text())} - NO_LABELS
    labels = {plain(one).rstrip(".") for one in quoted}
    unknown = {one for one in labels if one not in titles and not is_said(one, said)}
    assert unknown == set()


def test_a_label_that_no_screen_has_is_seen(said):
    """Planted: what the guides said until somebody looked."""
    for wrong in ("ajouter un lieu", "toujours exact ?"):
        assert not is_said(wrong, said)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_a_guide_is_read_in_the_admin(client, guide):
    client.force_login(UserFactory(is_superuser=True))
    text = BeautifulSoup(client.get(guide.url).content, "html.parser").select_one(".our-guide")
    pictures = [one["src"].removeprefix("/static/") for one in text.select("img")]
    assert [one for one in pictures if not finders.find(one)] == []
    assert all(client.get(one["href"]).status_code == 200 for one in text.select("a"))
    assert "«\u202f" in text.text
    assert "« " not in text.text
    assert "](" not in text.text


def test_a_team_reads_its_guides_and_not_those_of_the_nation(client):
    client.force_login(editor_of(territory_portal()))
    home = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    assert home.select("a[href='/gestion/aide/']")
    listed = BeautifulSoup(client.get("/gestion/aide/").content, "html.parser")
    titles = [one.text for one in listed.select(".our-guides a")]
    assert "*" not in listed.select_one(".our-guides").text
    assert titles == [guide.title for guide in GUIDES if not guide.national]
    assert client.get("/gestion/aide/fermer-un-portail/").status_code == 404
