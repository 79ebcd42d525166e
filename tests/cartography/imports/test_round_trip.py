"""Out in the national standards and in again, of everything that real files hold.

``python -m tests.cartography.round_trip`` does the same with all 33,000 real rows.
"""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from maillage.territories.models import PostalCode
from maillage_cartography.duplicates import merging
from maillage_cartography.imports.applying import Order, import_places, look
from maillage_cartography.models import FieldChange, Place, PlaceSource, SourceProposal
from maillage_cartography.provenance.locks import edit
from tests.cartography.exports.test_formats import body, full_place
from tests.cartography.factories import HoursFactory, PlaceFactory, PlaceSourceFactory
from tests.cartography.round_trip import schema_errors
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
RAW = Path(__file__).parents[1] / "data/brut"
VALID = Path(__file__).parents[1] / "data/mediation-num-v1.0.2-exemple-valide.csv"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
BOTH = pytest.mark.parametrize("path", ["/lieux.csv", "/lieux.data-inclusion.json"])


@pytest.fixture(autouse=True)
def _portals(time_machine):
    time_machine.move_to(NOW, tick=False)
    national_portal()
    territory_portal()


@pytest.fixture
def everything(communes):
    """The valid example, rows of the seven raw files, and what is odd."""
    PostalCode.objects.create(commune=CommuneFactory(code="51454", name="Reims"), code="51100")
    import_places(VALID, "exemple", on=date(2023, 1, 1))
    for file in sorted(RAW.glob("*.json")):
        if file.name != "communes.json":
            import_places(file, file.stem, on=date(2023, 1, 1))
    overseas = CommuneFactory(code="97611", name="Mamoudzou", time_zone="Indian/Mayotte")
    arrondissement = CommuneFactory(code="69388", name="Lyon 8e Arrondissement")
    two_codes = CommuneFactory(code="38185", name="Grenoble")
    for code in ("38100", "38000"):
        PostalCode.objects.create(commune=two_codes, code=code)
    full_place(name="=HYPERLINK(1)", address="@rue", websites="https://a.fr|https://b.fr")
    odd = HoursFactory(text="tous les jours sauf mardi", zone="Europe/Paris")
    PlaceFactory(name='Œuvre d’Été ; « ça », "va"', hours=odd, costs="", services="")
    PlaceFactory(
        name="Mayotte",
        commune=overseas,
        postal_code="97600",
        phone="+262269611010",
        latitude=-12.78,
        longitude=45.23,
        hours=None,
    )
    PlaceFactory(
        name="Lyon",
        commune=arrondissement,
        postal_code="69008",
        latitude=None,
        longitude=None,
        address="",
    )
    PlaceFactory(
        name="Sans code", commune=two_codes, postal_code="", latitude=45.18, longitude=5.72
    )
    PlaceFactory(name="Long", description="a\n\nb|c\n" * 20, summary="s" * 280)
    return Place.objects.count()


def state():
    """All that is known of places, and what imports leave behind."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Place, PlaceSource, FieldChange, SourceProposal)
    ]


def saved(client, path, folder):
    file = folder / path.strip("/")
    file.write_bytes(body(client.get(path)))
    return file


@BOTH
def test_what_left_and_comes_back_changes_nothing(client, everything, tmp_path, path):
    file, before = saved(client, path, tmp_path), state()
    for _time in range(2):
        report = import_places(file, "retour", on=date(2026, 1, 1))
        assert (report.read, report.unchanged) == (everything, everything)
    assert state() == before


def test_what_leaves_holds_to_the_table_schema(client, everything, tmp_path):
    assert schema_errors(saved(client, "/lieux.csv", tmp_path)) == []
    rows = csv.DictReader(io.StringIO((tmp_path / "lieux.csv").read_text(encoding="utf-8")))
    assert {row["nom"]: row["code_postal"] for row in rows}["Sans code"] == "38000"


def test_a_code_that_only_the_commune_has_is_its_own(tmp_path):
    PostalCode.objects.create(commune=CommuneFactory(code="71270", name="Mâcon"), code="71000")
    file = tmp_path / "dora.json"
    structure = {"id": "dora--1", "source": "dora", "nom": "Centre", "commune": "Mâcon"}
    structure |= {"code_insee": "71270", "date_maj": "2026-01-01"}
    service = {"structure_id": "dora--1", "nom": "Atelier"}
    file.write_text(json.dumps({"structures": [structure], "services": [service]}))
    import_places(file, "dora", on=date(2026, 1, 1))
    assert Place.objects.get().postal_code == "71000"


@BOTH
def test_what_was_corrected_in_it_changes_that_alone(client, tmp_path, path):
    """Neither format holds everything: what it leaves out stays."""
    place = full_place(name="Avant", websites="https://a.fr|https://b.fr", kinds="ASSO")
    before = Place.objects.values().get()
    file = saved(client, path, tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("Avant", "Après"), encoding="utf-8")
    assert look(file, Order(source="tableur", on=date(2026, 1, 1))).changed == 1
    report = import_places(file, "tableur", on=date(2026, 1, 1))
    assert (report.changed, report.created) == (1, 0)
    after = Place.objects.values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"name", "search_text"}
    [change] = FieldChange.objects.filter(place=place)
    assert (change.field, change.before, change.after, change.source) == (
        *("name", "Avant", "Après", "tableur"),
    )
    assert import_places(file, "tableur", on=date(2026, 1, 1)).unchanged == 1


def test_a_field_that_an_editor_locked_is_proposed(client, tmp_path):
    place = PlaceFactory(name="Avant")
    edit(place, {"name": "Le bon nom"}, by=UserFactory(), at=NOW)
    file = saved(client, "/lieux.csv", tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("Le bon nom", "Un autre"))
    import_places(file, "tableur", on=date(2026, 1, 1))
    assert Place.objects.get().name == "Le bon nom"
    assert SourceProposal.objects.values_list("field", "value").get() == ("name", "Un autre")


def test_nothing_of_another_territory_is_touched(client, tmp_path):
    PlaceFactory(name="Vannes", commune=CommuneFactory(code="56260", name="Vannes"))
    file = saved(client, "/lieux.csv", tmp_path)
    mine = file.read_text(encoding="utf-8").replace("Vannes", "Mâcon").replace("56260", "71270")
    CommuneFactory(code="71270", name="Mâcon")
    file.write_text(mine, encoding="utf-8")
    order = Order(source="tableur", on=date(2026, 1, 1), territory=TerritoryFactory())
    report = import_places(file, "tableur", on=order.on, order=order)
    assert (report.refused, report.changed, report.created) == (1, 0, 0)
    assert Place.objects.get().name == "Vannes"


def test_a_row_older_than_its_place_is_refused(client, tmp_path):
    file = saved_with_another_name(client, tmp_path)
    Place.objects.update(updated_on=date(2026, 9, 1) + timedelta(days=1))
    refused(file, "exportez de nouveau la liste")


def test_a_row_of_a_place_that_was_merged_or_withdrawn_is_refused(client, tmp_path):
    file = saved_with_another_name(client, tmp_path)
    merging.merge(PlaceFactory(), Place.objects.get(name="Avant"), by=UserFactory(), at=NOW)
    refused(file, "fusionné")
    Place.records.update(merged_into=None)
    refused(file, "retiré")


def saved_with_another_name(client, folder):
    PlaceSourceFactory(place=PlaceFactory(name="Avant"))
    file = saved(client, "/lieux.csv", folder)
    file.write_text(file.read_text(encoding="utf-8").replace("Avant", "Après"))
    return file


def refused(file, words):
    count = Place.records.count()
    report = import_places(file, "tableur", on=date(2026, 1, 1))
    assert (report.refused, report.changed, Place.records.count()) == (1, 0, count)
    assert words in report.problems[0].rule
