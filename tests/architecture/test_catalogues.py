"""Every word on screen has its French, and what is compiled is what was translated."""

import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "maillage": ROOT / "site/maillage",
    "maillage_site": ROOT / "site/maillage_site",
    "maillage_community": ROOT / "community/maillage_community",
    "maillage_events": ROOT / "events/maillage_events",
    "maillage_cartography": ROOT / "cartography/maillage_cartography",
    "maillage_search": ROOT / "search/maillage_search",
}
CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")
THIRD_PARTY = ROOT / "site/maillage_site/third_party_words/fr/LC_MESSAGES"
THIRD_PARTY_CATALOGUES = [THIRD_PARTY / "django.po", THIRD_PARTY / "djangojs.po"]
KEPT = [folder / CATALOGUE for folder in PACKAGES.values()] + THIRD_PARTY_CATALOGUES
# Said in two ways by our packages, of which readers see one: give a context, or one French. Only shrinks.
SAID_TWICE = {
    *("INSEE code", "No commune has this code.", "How to get there", "Search", "What is wrong?"),
    *("Choose what is wrong.", "kind", "slug", "news", "report", "withdrawn"),
    "Many messages came from your network. Wait ten minutes, then send it again.",
}
# Asked by our own scripts of wagtail-localize's screen, in its catalogue.
OUR_SCRIPTS = {"More actions", "Translation: %s → %s"}


def words(catalogue: Path) -> dict[tuple[str, str], str | dict[int, str]]:
    opened = polib.mofile if catalogue.suffix == ".mo" else polib.pofile
    return {
        (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in opened(str(catalogue))
        if not entry.obsolete
    }


def gathered(package: Path, work: Path) -> Path:
    """The catalogue that the code asks for now, made in a copy."""
    copy = work / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "vendor"))
    (copy / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=fr", "--no-wrap",
         "--no-location", "--no-obsolete", "--ignore=static/*"],
        cwd=copy,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        check=True,
        capture_output=True,
    )  # fmt: skip
    return copy / CATALOGUE


@pytest.mark.parametrize("name", PACKAGES)
def test_every_word_of_the_code_is_in_french(name, tmp_path):
    if not shutil.which("xgettext"):
        pytest.fail("xgettext is missing (Debian: apt-get install gettext)")
    catalogue = gathered(PACKAGES[name], tmp_path)
    asked = words(catalogue) if catalogue.exists() else {}
    kept = PACKAGES[name] / CATALOGUE
    french = words(kept) if kept.exists() else {}
    missing = [f"{context}{word}" for context, word in asked if not french.get((context, word))]
    assert missing == [], "run `make messages`, then translate these"


def name(catalogue: Path) -> str:
    return str(catalogue.relative_to(ROOT))


@pytest.mark.parametrize("kept", KEPT, ids=name)
def test_no_translation_is_a_guess(kept):
    entries = polib.pofile(str(kept)) if kept.exists() else []
    assert [entry.msgid for entry in entries if entry.fuzzy] == []


@pytest.mark.parametrize("kept", KEPT, ids=name)
def test_apostrophes_are_those_of_french_print(kept):
    french = words(kept).values()
    texts = [text for word in french for text in (word.values() if type(word) is dict else [word])]
    assert [text for text in texts if re.search(r"[^\W\d_]'\w", text)] == []


@pytest.mark.parametrize("kept", KEPT, ids=name)
def test_the_compiled_catalogue_is_the_translated_one(kept):
    if not kept.exists():
        return
    translated = {key: word for key, word in words(kept).items() if word}
    assert words(kept.with_suffix(".mo")) == translated, "run `make messages`"


@pytest.mark.parametrize("kept", THIRD_PARTY_CATALOGUES, ids=name)
def test_what_we_say_for_others_is_what_they_ask(kept):
    """A sentence that they have changed is said in their words again, unseen."""
    asked = set()
    for package in ("wagtail", "wagtail_localize"):
        folder = Path(importlib.import_module(package).__file__).parent
        for catalogue in folder.rglob(f"locale/en/LC_MESSAGES/{kept.name}"):
            asked |= {word for _context, word in words(catalogue)}
    ours = {word for _context, word in words(kept)}
    assert ours - asked - OUR_SCRIPTS == set()


def test_what_we_say_for_others_takes_no_word_of_ours():
    """Both catalogues would answer for it: the later one never."""
    ours = {key for folder in PACKAGES.values() for key in words(folder / CATALOGUE)}
    assert ours & set(words(THIRD_PARTY / "django.po")) == set()


def test_no_two_packages_say_one_word_in_two_ways():
    """Django merges the catalogues: a map asked « Lequel ? » of communes, as a wizard does of portals."""
    said = {}
    for folder in PACKAGES.values():
        for (context, word), text in words(folder / CATALOGUE).items():
            said.setdefault((context, word), set()).add(str(text))
    twice = {word for (_context, word), texts in said.items() if len(texts) > 1}
    assert twice - {""} == SAID_TWICE
