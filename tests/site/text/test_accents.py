"""Accents are folded in one place, as Lucene folds them (the other search engine)."""

import ast
import unicodedata
from pathlib import Path

import pytest

from maillage.territories.names import name_key
from maillage.text import fold
from maillage_cartography.standards.lamednum import key
from maillage_search.french.chain import analyse, clean

# What `ASCIIFoldingFilter.foldToASCII` of Lucene 9.12.2 answered for every letter that Unicode
# calls LATIN: what it writes, a tab, the letters.
LUCENE = {
    letter: plain.lower()
    for line in (Path(__file__).parent / "lucene_ascii_folding.tsv").read_text("utf-8").splitlines()
    for plain, letters in [line.split("\t")]
    for letter in letters
}
LATIN = [c for c in map(chr, range(0x110000)) if unicodedata.name(c, "").startswith("LATIN ")]
# Letters of languages that are written today: ASCII, Latin-1, Extended A and B, Additional.
ALPHABETS = [c for c in LATIN if c <= "\u024f" or "\u1e00" <= c <= "\u1eff"]
# Where we differ on purpose.
OURS = {"ẛ": "s", "ỽ": "v"}
ROOT = Path(__file__).parents[3]


def test_every_letter_of_an_alphabet_is_folded_as_lucene_folds_it():
    assert len(ALPHABETS) > 700
    expected = {c: LUCENE.get(c, c.casefold()) for c in ALPHABETS}
    assert {c: fold(c) for c in ALPHABETS if fold(c) != expected[c]} == OURS


def test_of_the_other_latin_letters_none_is_folded_otherwise():
    """Phonetic and medieval letters may stay as they are; subscripts are Unicode's own."""
    others = [c for c in LUCENE if c not in ALPHABETS]
    assert not [c for c in others if fold(c) not in {LUCENE[c], c.casefold()}]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_letter_is_folded_the_same_however_it_is_written(form):
    letters = [c for c in ALPHABETS if unicodedata.normalize("NFC", c) == c]
    if form.startswith("NFK"):  # Compatibility forms write the dot of ŀ and the apostrophe of ŉ.
        letters = [c for c in letters if c not in "ĿŀŉẚſẛǄǅǆ"]
    folded = {c: fold(unicodedata.normalize(form, c)) for c in letters}
    assert folded == {c: fold(c) for c in letters}


def test_folding_twice_changes_nothing():
    assert {c for c in LATIN if fold(fold(c)) != fold(c)} == set()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre d’Été", "oeuvre d’ete"),
        ("Straße İstanbul Łódź Sjø", "strasse istanbul lodz sjo"),
        ("Ɓambara ŋɛɲɔ", "bambara neno"),
        ("Αθήνα مَدرَسة", "αθήνα مَدرَسة"),
        ("", ""),
    ],
)
def test_words(text, folded):
    assert fold(text) == folded


def test_names_standards_and_the_search_fold_alike():
    """They cut words in their own ways; the letters of a word are the same everywhere."""
    for letter in ALPHABETS:
        if not fold(letter).isascii() or not fold(letter).isalnum():
            continue
        word = f"xx{letter}zz"
        assert name_key(word) == key(word) == fold(word), letter
        assert [fold(token.word) for token in analyse(clean(word))] == [fold(word)], letter


def test_nobody_else_takes_accents_off():
    """``unicodedata`` with a decomposition is used by one module of all that we ship."""
    found = set()
    for member in ("site", "events", "cartography", "search", "community"):
        for file in (ROOT / member).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
            if {"NFKD"} & words:
                found.add(file.name)
    assert found == {"accents.py"}
