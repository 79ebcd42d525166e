"""Whether two places are one: the rules, held to pairs that a person judged."""

import csv
from pathlib import Path

import pytest

from maillage_cartography.duplicates.candidates import alike, candidates
from maillage_cartography.duplicates.names import read_name, read_street, streets_alike
from maillage_cartography.duplicates.similarity import Sheet, Verdict, compare

LABELLED = Path(__file__).parents[1] / "data/duplicates-labelled.csv"


def sheet(key: int = 1, **fields: object) -> Sheet:
    """The France services of Cluny unless told otherwise."""
    values = {
        "name": "France services de Cluny",
        "town": "Cluny",
        "commune": "71137",
        "address": "5 place du Marché",
        "latitude": 46.4344,
        "longitude": 4.6588,
        "sources": frozenset({f"source {key}"}),
    }
    return Sheet(key=key, **(values | fields))


def number(text: str) -> float | None:
    return float(text) if text else None


def labelled(row: dict[str, str], side: int) -> Sheet:
    """One record of a pair of the file."""

    def of(name: str) -> str:
        return row[f"{name}_{side}"]

    return Sheet(
        key=side,
        name=of("name"),
        town=of("town"),
        commune=of("commune"),
        address=of("address"),
        latitude=number(of("latitude")),
        longitude=number(of("longitude")),
        pivot=of("pivot"),
        phone=of("phone"),
        mails=frozenset(filter(None, [of("mail")])),
        sources=frozenset({of("source")}),
    )


def judged() -> list[tuple[str, Verdict]]:
    """What a person said of each pair of the file, and what the rules conclude."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["label"], compare(labelled(row, 1), labelled(row, 2)).verdict) for row in rows]


def test_rules_agree_with_what_a_person_said_of_real_pairs():
    """328 pairs of the 33,000 real rows: see the README beside the file."""
    pairs = judged()
    sure = [label for label, verdict in pairs if verdict is Verdict.SAME]
    same = [verdict for label, verdict in pairs if label == "same"]
    precision = sure.count("same") / len(sure)
    recall = sum(verdict in {Verdict.SAME, Verdict.UNSURE} for verdict in same) / len(same)
    assert (len(pairs), len(sure) >= 80, len(same) >= 170) == (328, True, True)
    assert precision >= 0.95
    assert recall >= 0.90


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ({"name": "Maison France Services"}, Verdict.SAME),
        ({"name": "MSAP Cluny", "address": "5, PL. DU MARCHE"}, Verdict.SAME),
        ({"address": "9 place du Marché"}, Verdict.UNSURE),
        ({"latitude": None, "longitude": None}, Verdict.SAME),
        ({"name": "Bibliothèque municipale"}, Verdict.SITE),
        ({"name": "Mairie de Cluny"}, Verdict.SITE),
        ({"name": "Bus France services Clunisois"}, Verdict.UNSURE),
        ({"name": "Bibliothèque", "address": "2 rue du Merle"}, Verdict.DISTINCT),
        ({"latitude": 46.9, "address": "2 rue du Merle"}, Verdict.DISTINCT),
        # Within one source, a shared name proves nothing; everything said twice is asked.
        ({"sources": {"source 1"}, "address": "2 rue du Merle"}, Verdict.DISTINCT),
        ({"sources": {"source 1"}}, Verdict.UNSURE),
    ],
)
def test_what_is_concluded_of_a_pair(other, verdict):
    assert compare(sheet(), sheet(2, **other)).verdict is verdict
    assert compare(sheet(2, **other), sheet()).verdict is verdict


def test_a_phone_joins_two_names_of_one_desk():
    one = sheet(phone="+33385590000")
    other = sheet(2, phone="+33385590000", name="Communauté de communes du Clunisois")
    assert (compare(one, other).verdict, compare(one, other).keys) == (
        Verdict.UNSURE,
        ("phone",),
    )


def test_a_name_is_read_beyond_what_many_names_say():
    found = read_name("Médiathèque municipale Jean-Moulin de Mâcon", "Mâcon")
    assert (found.families, found.own) == (frozenset({"bibliotheque"}), "jean moulin")


@pytest.mark.parametrize(
    ("one", "other", "alike_at_least", "at_most"),
    [
        ("5 AV DE SAINT MENET", "5, avenue de Saint-Menet", 100, 100),
        ("5 rue du Port", "7 rue du Port", 75, 75),
        ("5 rue du Port", "150 rue du Port", 60, 60),
        ("", "5 rue du Port", 0, 0),
        ("5 rue du Port", "12 place de la Mairie", 0, 60),
    ],
)
def test_another_number_is_another_address(one, other, alike_at_least, at_most):
    found = streets_alike(read_street(one), read_street(other))
    assert alike_at_least <= found <= at_most


def test_pairs_worth_comparing_are_close_or_share_a_key_or_have_no_position():
    sheets = [
        sheet(1),
        sheet(2, latitude=46.4350),
        sheet(3, latitude=46.5),
        sheet(4, latitude=48.0, phone="+33385590000"),
        sheet(5, latitude=49.0, phone="+33385590000"),
        sheet(6, latitude=None, longitude=None),
        sheet(7, latitude=-21.0, longitude=55.3, commune="97411"),
    ]
    assert candidates(sheets) == {(1, 2), (4, 5), (1, 6), (2, 6), (3, 6), (4, 6), (5, 6)}


def test_a_number_that_a_crowd_shares_makes_no_pairs():
    crowd = [sheet(n, phone="+33100000000", latitude=40 + n / 10) for n in range(31)]
    assert candidates(crowd) == set()


def test_only_pairs_of_the_new_places_are_asked_for():
    sheets = [sheet(1), sheet(2), sheet(3)]
    assert [pair for pair, _found in alike(sheets, {3})] == [(1, 3), (2, 3)]
