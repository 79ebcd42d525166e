"""The standard's lists against its own published schema."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.imports.dialects import UnknownDialect, dialect_of
from maillage_cartography.imports.dialects.bourgogne_franche_comte import hours as bfc_hours
from maillage_cartography.imports.dialects.national import translate
from maillage_cartography.imports.dialects.weeks import merged, week
from maillage_cartography.opening_hours.schedule import is_valid
from maillage_cartography.standards import lamednum

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "data/mediation-num-v1.0.2.tableschema.json").read_text()
)


def test_the_fields_are_those_of_the_schema_in_its_order():
    assert list(lamednum.FIELDS) == [field["name"] for field in SCHEMA["fields"]]


def test_every_value_of_our_lists_is_accepted_by_the_schema():
    patterns = {f["name"]: f.get("constraints", {}).get("pattern", "") for f in SCHEMA["fields"]}
    refused = [
        (field, value)
        for field, values in lamednum.LISTS.items()
        for value in (*values, "|".join(values))
        if not re.search(patterns[field], value)
    ]
    assert refused == []


def test_old_values_are_read_as_the_new_ones():
    old = {
        "services": "Prendre en main un ordinateur;Accéder à du matériel",
        "publics_accueillis": "Seniors (+ 65 ans);Surdité;Familles/enfants",
        "conditions_acces": "Accepte le Pass numérique",
        "labels_nationaux": "CNFS|France Services",
        "modalites_accompagnement": "Seul : j'ai accès à du matériel et une connexion",
    }
    fields = translate(old)
    assert {
        "publics_specifiquement_adresses": fields["publics_specifiquement_adresses"],
        "prise_en_charge_specifique": fields["prise_en_charge_specifique"],
        "frais_a_charge": lamednum.recognised("frais_a_charge", fields["frais_a_charge"]),
        "services": [
            lamednum.recognised("services", value)
            for value in lamednum.split_cell(fields["services"])
        ],
        "dispositif_programmes_nationaux": fields["dispositif_programmes_nationaux"],
    } == {
        "publics_specifiquement_adresses": "Seniors (+ 65 ans)|Familles/enfants",
        "prise_en_charge_specifique": "Surdité",
        "frais_a_charge": "Gratuit sous condition",
        "services": [lamednum.Service.BASICS, lamednum.Service.ACCESS],
        "dispositif_programmes_nationaux": "CNFS|France Services",
    }


@given(st.sets(st.sampled_from(lamednum.LISTS["services"])))
def test_a_cell_of_services_survives_a_round_trip(services):
    cell = lamednum.in_order("services", services)
    assert set(lamednum.split_cell(cell)) == services


@given(st.text())
def test_no_text_makes_the_recognition_fail(text):
    assert lamednum.recognised("services", text) in {None, *lamednum.LISTS["services"]}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([[("09:00", "12:00")]] * 5, "Mo-Fr 09:00-12:00"),
        ([[], [("09:00", "12:00")], []], "Tu 09:00-12:00"),
        (
            [[("09:00", "12:00"), ("09:00", "11:00"), ("14:00", "17:00")]],
            "Mo 09:00-12:00,14:00-17:00",
        ),
        ([[], []], ""),
    ],
)
def test_a_week_is_written_in_osm_syntax(days, expected):
    assert week(days) == expected


times = st.integers(0, 23 * 60).map(lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}")
spans = st.lists(times, min_size=2, max_size=2, unique=True).map(lambda pair: tuple(sorted(pair)))


@given(st.lists(st.lists(spans, max_size=4), min_size=7, max_size=7))
def test_every_week_is_valid(days):
    text = week(days, suffix="PH off")
    assert text == "" or is_valid(text)


@given(st.lists(spans, max_size=6))
def test_merged_spans_are_apart_and_cover_the_same(found):
    result = merged(found)
    assert all(a[1] < b[0] for a, b in pairwise(result))
    assert all(any(m[0] <= s[0] and s[1] <= m[1] for m in result) for s in found)


def test_half_days_of_bourgogne_become_a_week():
    cells = dict.fromkeys(
        (
            f"{day} {half}"
            for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
            for half in ("matin", "après-midi")
        ),
        "",
    )
    cells |= {"lundi matin": "9h12h", "lundi après-midi": "14h-17h30", "mardi matin": "x"}
    assert bfc_hours(cells) == "Mo 09:00-12:00,14:00-17:30"
    cells |= {"samedi matin": "souscondition"}
    assert bfc_hours(cells) == (
        "lundi matin 9h12h ; lundi après-midi 14h-17h30 ; samedi matin souscondition"
    )


def test_unknown_columns_are_refused_with_the_ones_that_are_missing():
    with pytest.raises(UnknownDialect, match="code_postal, adresse"):
        dialect_of(("id", "nom", "commune", "couleur"))
