"""Every word on screen has its French, and what is compiled is what was translated."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

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


@pytest.mark.parametrize("name", PACKAGES)
def test_no_translation_is_a_guess(name):
    kept = PACKAGES[name] / CATALOGUE
    entries = polib.pofile(str(kept)) if kept.exists() else []
    assert [entry.msgid for entry in entries if entry.fuzzy] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_apostrophes_are_those_of_french_print(name):
    french = words(PACKAGES[name] / CATALOGUE).values()
    texts = [text for word in french for text in (word.values() if type(word) is dict else [word])]
    assert [text for text in texts if re.search(r"[^\W\d_]'\w", text)] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_the_compiled_catalogue_is_the_translated_one(name):
    kept = PACKAGES[name] / CATALOGUE
    if not kept.exists():
        return
    translated = {key: word for key, word in words(kept).items() if word}
    assert words(kept.with_suffix(".mo")) == translated, "run `make messages`"
