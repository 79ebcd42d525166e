"""Where a row says that its place is: every line of `positions.csv`, and kinds of the same."""

import csv
import re
from pathlib import Path

import pytest
from django.utils import translation

from maillage.territories.loading import load_territories
from maillage_cartography.standards.communes import CommuneIndex
from maillage_cartography.standards.records import read_record
from tests.site.territories.france import SomeTowns

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[1] / "data" / "positions.csv"
KM = re.compile(r"(\d+)\Wkm")
TOWNS = (
    *("macon", "oye", "lons le saunier", "la charmee", "chalon", "cluny", "cherbourg"),
    *("saint martin", "saint denis", "maripasoula"),
)


@pytest.fixture(scope="module")
def index(module_db):
    load_territories(SomeTowns(*TOWNS))
    return CommuneIndex()


def read(index, **cells):
    fields = {"id": "1", "nom": "Un lieu", "adresse": "", **cells}
    with translation.override("fr"):
        return read_record(fields, 2, ("nom", "commune"), index)


def cases():
    with CASES.open(encoding="utf-8") as file:
        return [pytest.param(row, id=row["nom"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", cases())
def test_each_row_ends_where_people_would_look_for_it(index, row):
    commune, position = row.pop("expected_commune"), row.pop("expected_position")
    found = read(index, **row)
    kept = (found.record.latitude, found.record.longitude)
    typed = float(row["latitude"]), float(row["longitude"])
    assert found.record.commune_id == commune
    if position == "kept":
        assert (kept, found.record.doubt, found.problems) == (typed, None, [])
    else:
        doubtful = found.record.doubt.point
        assert (kept, (doubtful.latitude, doubtful.longitude)) == ((None, None), typed)
        said, expected = (KM.search(text)[1] for text in (found.problems[0].rule, position))
        # Borders are good to a kilometre.
        assert int(said) == pytest.approx(int(expected), abs=1)


@pytest.mark.parametrize(
    ("cells", "commune"),
    [
        # Without a position, the name wins over the code of another town of the département.
        ({"commune": "MACON CEDEX 9", "code_postal": "71100"}, "71270"),
        # A code that name and position contradict together.
        (
            {"commune": "Mâcon", "code_insee": "71105", "latitude": "46.31", "longitude": "4.83"},
            "71270",
        ),
        # A code that nothing else contradicts, an unknown name.
        ({"commune": "Chez nous", "code_insee": "71270"}, "71270"),
        # The name as people write it, a typing error, a name of before.
        ({"commune": "chalon s/ saone", "code_postal": "71999"}, "71076"),
        ({"commune": "Macn", "code_postal": "71999"}, "71270"),
        ({"commune": "Octeville", "code_postal": "50130"}, "50129"),
        # A namesake within the postal code, whatever is larger elsewhere.
        ({"commune": "St Denis", "code_postal": "93200"}, "93066"),
    ],
)
def test_name_codes_and_position_each_vote(index, cells, commune):
    found = read(index, **cells)
    assert (found.record and found.record.commune_id, found.problems[:1]) == (commune, [])


@pytest.mark.parametrize(
    "cells",
    [
        {"commune": "Saint-Denis"},
        {"commune": "zzzz", "code_postal": "71999"},
        {"commune": "😀", "code_postal": "مرحبا"},
    ],
)
def test_what_nothing_decides_is_refused(index, cells):
    assert read(index, **cells).record is None


def test_coordinates_the_other_way_round_wait_for_somebody(index):
    found = read(index, commune="Mâcon", code_postal="71000", latitude="4.83", longitude="46.31")
    assert (found.record.latitude, found.record.doubt.point.latitude) == (None, 46.31)
    assert found.problems[0].fix == "46.31, 4.83"
