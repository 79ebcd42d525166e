"""Towns as people say them: every line of `towns.csv` that one field alone can answer."""

import csv
from pathlib import Path

import pytest

from maillage.territories.gazetteer.queries import DEPARTEMENTS, OFFICIAL, find
from maillage.territories.loading import load_territories
from maillage.territories.models import Territory
from tests.site.territories.france import SomeTowns

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parents[1] / "data" / "towns.csv"
NAMES = (
    "chalon",
    "clermont",
    "bourg",
    "reunion",
    "cluny",
    "oloron",
    "saint claude",
    "mac",
    "paris",
)
# The case says "among the first three".
THREE = {"Clermont", "Bourg"}
# What is typed → what is first, and whether it is taken without asking.
FIRST = {
    "Chalon": ("71076", True),
    "Clermont": ("63113", False),
    "Bourg": ("01053", False),
    "La Réunion": ("dep:974", True),
    "Morbihan": ("dep:56", True),
    "71": ("dep:71", True),
    "Cluny, 71": ("71137", True),
    "oloron ste marie": ("64422", True),
    "st claude": ("39478", False),
    "Macn": ("71270", False),
    "Sainte-Clotilde": ("97411", False),
    "gare de Mâcon": ("71270", False),
    "97311": ("97311", True),
}


@pytest.fixture(scope="module")
def france(module_db):
    load_territories(SomeTowns(*NAMES, "saint denis", "saint laurent du maroni", "lyon", "le mans"))


def code_of(candidate):
    return candidate.commune.code if candidate.commune else candidate.territory.code_path


def first_of(answer):
    return (code_of(answer.candidates[0]), answer.taken is not None) if answer.candidates else None


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_case_is_answered():
    assert {case["typed"] for case in cases()} == set(FIRST)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["typed"])
def test_towns_as_people_say_them(france, case):
    own = None
    if case["where"].startswith("/saone-et-loire/"):
        own = Territory.objects.get(kind="dep", code="71")
    chooser = case["where"].startswith("/choisir")
    answer = find(case["typed"], own=own, kinds=OFFICIAL if chooser else DEPARTEMENTS)
    code, taken = FIRST[case["typed"]]
    first = [code_of(one) for one in answer.candidates[: 3 if case["typed"] in THREE else 1]]
    assert (code in first, answer.taken is not None) == (True, taken)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Paris", ("75056", True)),
        ("Paris 16", ("75116", True)),
        ("lyon 3eme", ("69383", True)),
        ("cluny saone et loire", ("71137", False)),
        ("71 Cluny", ("71137", True)),
        ("mairie de Chalon s/ Saône", ("71076", False)),
        ("Chalon sur Saonne", ("71076", False)),
        ("mâcon centre ville", ("71270", False)),
        ("97490", ("97411", True)),
        ("97490 Sainte Clotilde", ("97411", False)),
        ("Mayotte", ("dep:976", True)),
        ("Morbian", ("dep:56", False)),
        ("Réunion", ("dep:974", True)),
        ("Saône-et-Loire (71)", ("dep:71", True)),
        ("bourgogne franche comte", ("reg:27", True)),
        ("mans", ("72181", True)),
        ("gare", None),
    ],
)
def test_other_ways_to_say_a_town(france, text, first):
    assert first_of(find(text, kinds=OFFICIAL)) == first


@pytest.mark.parametrize(
    ("departement", "text", "first"),
    [
        ("93", "saint denis", ("93066", True)),
        ("974", "saint denis", ("97411", True)),
        ("71", "bourg", ("71050", False)),
        ("71", "paris", ("75056", True)),
    ],
)
def test_the_reader_s_own_towns_come_first(france, departement, text, first):
    own = Territory.objects.get(kind="dep", code=departement)
    assert first_of(find(text, own=own, kinds=OFFICIAL)) == first


def test_the_labels_tell_namesakes_apart(france):
    labels = [one.label for one in find("sainte clotilde", kinds=OFFICIAL).candidates[:1]]
    labels += [one.label for one in find("la reunion", kinds=OFFICIAL).candidates]
    assert labels == [
        "Sainte-Clotilde, à Saint-Denis (974)",
        "La Réunion (département)",
        "La Réunion (47)",
    ]


def test_a_question_costs_so_many_queries(france, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        find("Chalon", own=Territory.objects.get(kind="dep", code="71"), kinds=OFFICIAL)
    with django_assert_max_num_queries(12):
        find("la gare de Macn", kinds=OFFICIAL)
