"""The files of ``make demo FRANCE=1``: kept compressed, and read like anybody's."""

from datetime import date

import pytest

from maillage.territories.models import PostalCode
from maillage_cartography.demo import places
from maillage_cartography.imports.applying import import_places
from maillage_cartography.imports.dialects import dialect_of
from maillage_cartography.imports.tables import read_table
from maillage_cartography.models import Place
from tests.site.factories import CommuneFactory

DIALECTS = {
    "bibliotheques-publiques-2020.csv": "bibliotheques",
    "conseillers-numeriques-2022.csv": "standard-mediation-num",
    "data-inclusion-mednum-2023.csv": "standard-mediation-num",
    "aidants-connect-2023.csv": "aidants-connect",
    "hinaura-auvergne-rhone-alpes.json": "hinaura",
    "hub-lo-centre-val-de-loire.json": "hub-lo",
    "gironde.json": "gironde",
    "maine-et-loire.json": "maine-et-loire",
    "etapes-numeriques-laposte-avec-score-ban.json": "etapes-numeriques",
    "nouvelle-caledonie.json": "nouvelle-caledonie",
    "fibre-64-pyrenees-atlantiques.json": "fibre-64",
}


def test_each_file_is_found_by_itself():
    found = {}
    for name, _source, _on in places.FRANCE:
        with places.unpacked(name) as path, read_table(path) as table:
            found[name] = dialect_of(table.header).name
    assert found == DIALECTS


def first_lines(name, folder, count):
    with places.unpacked(name) as path:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)[: count + 1]
    (folder / name).write_text("".join(lines), encoding="utf-8")
    return folder / name


def told(place):
    return place.name, place.commune_id, place.latitude, place.updated_on, place.programmes


@pytest.mark.django_db
def test_a_library_is_read_with_its_position(tmp_path):
    CommuneFactory(code="60093", name="Boulogne-la-Grasse", latitude=49.6, longitude=2.7)
    import_places(
        first_lines("bibliotheques-publiques-2020.csv", tmp_path, 1), "b", on=date(2020, 11, 26)
    )
    assert [told(place) for place in Place.objects.all()] == [
        (
            *("Bibliothèque Intercommunale 'Plaisir de Lire'", "60093", 49.609493),
            *(date(2020, 11, 26), ""),
        )
    ]


@pytest.mark.django_db
def test_without_a_commune_the_place_s_name_or_its_postal_code_tells_it(tmp_path):
    """Two communes share the code: a name says which, nothing is guessed."""
    for code, name in (("03107", "Ébreuil"), ("03059", "Chouvigny")):
        PostalCode.objects.create(commune=CommuneFactory(code=code, name=name), code="03450")
    PostalCode.objects.create(
        commune=CommuneFactory(code="26235", name="Pierrelatte"), code="26700"
    )
    file = tmp_path / "aidants.csv"
    header = first_lines("aidants-connect-2023.csv", tmp_path, 0).read_text(encoding="utf-8")
    file.write_text(
        f"{header.strip()}\n"
        "1,FRANCE SERVICES EBREUIL,20 007 138 900 015,1 rue,3450,Allier,ARA,1,1,1,,15/03/2021\n"
        "2,Mairie,,1 rue,3450,Allier,ARA,1,1,1,,15/03/2021\n"
        "3,CCAS,,1 rue,26700,Drôme,ARA,1,1,1,,15/03/2021\n",
        encoding="utf-8",
    )
    report = import_places(file, "a", on=date(2023, 1, 1))
    assert report.refused == 1
    assert [told(place) for place in Place.objects.order_by("pk")] == [
        ("FRANCE SERVICES EBREUIL", "03107", None, date(2021, 3, 15), "Aidants Connect"),
        ("CCAS", "26235", None, date(2021, 3, 15), "Aidants Connect"),
    ]
