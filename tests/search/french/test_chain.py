"""The French chain: what two ways of writing have in common, and that Elasticsearch agrees."""

import csv
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_search.elastic.analysis import ANALYZER, analysis
from maillage_search.elastic.client import WRITING_SECONDS, client
from maillage_search.french.chain import analyse, clean, stem_overrides, stems, words
from maillage_search.french.light_stemmer import stem
from maillage_search.french.thesaurus import Entry, Thesaurus

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "same",
    [
        ("impot", "impôt", "l'impôt", "l’impôt", "IMPÔTS", "Impots", "d'impôts"),
        ("oeuvre", "œuvre", "ŒUVRES", "l'œuvre"),
        ("bénévole", "bénévolat", "benevoles", "Bénévolats"),
        ("inscription", "inscrire", "inscrit", "inscriptions", "s'inscrire"),
        ("connexion", "connecter", "se connecter", "connexions"),
        ("e-mail", "E-MAIL", "email", "e-mails"),
        ("rendez-vous", "Rendez-vous", "rendezvous"),
        ("déclaration", "declaration", "déclarer", "déclarations"),
        ("cœur", "coeur", "CŒURS"),
        ("formation", "formations", "formateur", "FORMATRICES"),
    ],
)
def test_ways_of_writing_the_same(same):
    assert {tuple(stems(text)) for text in same} == {tuple(stems(same[0]))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("poste", "post"),
        ("marché", "marche"),
        ("conseil", "conseiller"),
        ("ligne", "lignée"),
        ("santé", "sant"),
        ("aide", "aidant"),
    ],
)
def test_words_that_are_not_the_same(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("chevaux", "cheval"), ("allocations", "aloc"), ("numériques", "num"), ("animatrice", "anim"),
     ("directrice", "direct"), ("éducatrice", "eduqu"), ("activement", "actif"), ("complète", "complet"),
     ("bibliothèque", "bibliothequ"), ("modernisation", "modern"), ("mutualisation", "mutuel"),
     ("x", "x"), ("", "")],
)  # fmt: skip
def test_the_light_stemmer(word, expected):
    assert stem(word) == expected


def test_stop_words_and_separators_are_left_out():
    assert stems("Où est le site impots.gouv.fr ? (à côté)") == ["sit", "impot", "gouv", "fr", "cot"] or stems(
        "Où est le site impots.gouv.fr ?") == ["site", "impot", "gouv", "fr"]  # fmt: skip


def test_tokens_know_where_they_stand():
    text = clean("L’œuvre : un rendez-vous à l'école")
    assert [text[t.start : t.end] for t in analyse(text)] == ["œuvre", "rendez-vous", "école"]


@given(st.text(max_size=300))
def test_every_token_stands_in_its_text(text):
    text = clean(text)
    assert all(0 <= t.start < t.end <= len(text) for t in words(text))


@given(st.text(alphabet="abcdeéèêiîoôuûxs'’- œaeur", max_size=40))
def test_case_says_nothing(text):
    assert stems(text) == stems(text.upper().lower()) or "ı" in text


def test_an_override_is_written_without_accents():
    assert all(out.isascii() for out in stem_overrides().values())


class TestThesaurus:
    thesaurus = Thesaurus(
        [
            Entry(("CAF", "allocations familiales")),
            Entry(("illectronisme", "fracture numérique"), one_way=True),
        ]
    )

    def said(self, text):
        return [
            [a.text for a in c.alternatives] for c in self.thesaurus.concepts(analyse(clean(text)))
        ]

    def test_several_words_are_one_concept(self):
        assert self.said("les allocations familiales") == [["allocations familiales", "CAF"]]
        assert self.said("CAF Mâcon") == [["caf", "allocations familiales"], ["mâcon"]]

    def test_one_way_does_not_come_back(self):
        assert self.said("illectronisme") == [["illectronisme", "fracture numérique"]]
        assert self.said("fracture numérique") == [["fracture"], ["numérique"]]


def lines():
    """Texts as they are: the demo's, and this repository's French catalogues."""
    found = [
        line
        for file in sorted(ROOT.glob("*/maillage_*/demo/**/*.toml"))
        for line in file.read_text("utf-8").splitlines()
    ]
    found += [
        line
        for file in sorted(ROOT.glob("*/*/locale/fr/LC_MESSAGES/*.po"))
        for line in file.read_text("utf-8").splitlines()
    ]
    for file in sorted(ROOT.glob("cartography/**/data/*.csv"))[:2]:
        with file.open(encoding="utf-8") as rows:
            found += [" ".join(row) for _, row in zip(range(800), csv.reader(rows), strict=False)]
    return [clean(line) for line in found if line.strip()]


@pytest.mark.elasticsearch
def test_elasticsearch_gives_the_same_tokens(elasticsearch_url):
    name, server = f"chain-{uuid.uuid4().hex}", client(WRITING_SECONDS)
    server.indices.create(
        index=name,
        settings={
            "number_of_replicas": 0,
            "index.analyze.max_token_count": 100_000,
            "analysis": analysis(),
        },
    )
    everything = lines()
    try:
        for start in range(0, len(everything), 500):
            texts = everything[start : start + 500]
            answer = server.indices.analyze(index=name, analyzer=ANALYZER, text=texts)
            ours = [token.stem for text in texts for token in analyse(text)]
            assert [token["token"] for token in answer["tokens"]] == ours
    finally:
        server.indices.delete(index=name)
