"""Files of any shape: those of seven territories, and one that an operator declares."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.imports.applying import Order, import_places, look
from maillage_cartography.imports.dialects import declared
from maillage_cartography.imports.dialects.lambert93 import degrees
from maillage_cartography.imports.tables import UnreadableFile
from maillage_cartography.models import Place
from maillage_cartography.opening_hours.schedule import is_valid

RAW = Path(__file__).parents[2] / "data/brut"
PAPERWORK = "Aide aux démarches administratives"
BASICS = "Maîtrise des outils numériques du quotidien"
CULTURE = "Compréhension du monde numérique"
ACCESS = "Accès internet et matériel informatique"
# Name, commune, phone, position, understood hours, services, date of the first and last row.
EXPECTED = {
    "etapes-numeriques-laposte-avec-score-ban.json": [
        ("La Poste, BOURG EN BRESSE MAGINOT BP", "01053", "", (46.2117, 5.2274), None,
         f"{PAPERWORK}|{BASICS}", "2023-01-01"),
        ("La Poste, YZEURE", "03321", "", (46.5657, 3.3543), None,
         f"{PAPERWORK}|{BASICS}", "2023-01-01"),
    ],
    "fibre-64-pyrenees-atlantiques.json": [
        ("Reseau Cyber-base Lacq-Orthez", "64410", "+33559805884", (43.3702, -0.6293), "",
         f"{PAPERWORK}|{BASICS}|{ACCESS}", "2023-01-01"),
        ("Simplon.co", "64102", "", (43.4907, -1.4932), "", BASICS, "2023-01-01"),
    ],
    "gironde.json": [
        ("Abracodabra", "33063", "+33557657539", (44.8396, -0.5802), None,
         "Loisirs et créations numériques", "2021-12-07"),
        ("Action jeunes", "33096", "+33557776884", (44.8954, -0.5077), None,
         f"{BASICS}|{ACCESS}", "2019-11-07"),
    ],
    "hinaura-auvergne-rhone-alpes.json": [
        ("Mission locale jeune / Point Information Jeunesse Albertville", "73011",
         "+33479311919", (45.6749, 6.3883), "", ACCESS, "2021-09-21"),
        ("Espace Numérique Public", "42005", "+33477557272", (45.5266, 4.2538), "",
         f"{PAPERWORK}|{BASICS}|{CULTURE}|{ACCESS}", "2022-09-14"),
    ],
    "hub-lo-centre-val-de-loire.json": [
        ("LA FABRIQUE 18", "18033", "+33248242226", (47.099, 2.4048), None, "", "2020-06-30"),
        ("ADSEA 28 : PÔLE DE JOUR POUR ADOLESCENTS", "28209", "", (48.4703, 1.475), None,
         PAPERWORK, "2020-06-25"),
    ],
    "maine-et-loire.json": [
        ("Association Micro-informatique Allonnaise (AMIA)", "49002", "", (47.294, 0.0247), None,
         f"{BASICS}|{ACCESS}", "2020-02-19"),
        ("Mairie d'Antoigné", "49009", "+33241509006", (47.0846, -0.1127), None, PAPERWORK,
         "2021-05-17"),
    ],
    "nouvelle-caledonie.json": [
        ("Espace municipal de Rivière Salée", "98818", "+687445728", (-22.2339, 166.4681), None,
         f"{PAPERWORK}|{BASICS}|{ACCESS}", "2023-11-05"),
        ("Association POARA TI NANI GOOPA", "98827", "+687799513", (-21.2233, 165.2724),
         "Mo 09:00-11:00,15:30-17:30; Tu 15:30-17:30; We 14:30-17:30; Th 09:00-11:00; Fr 15:00-17:00",
         f"{PAPERWORK}|{BASICS}|{ACCESS}", "2023-11-08"),
    ],
}  # fmt: skip
MAPPING = """
name = "essai"
marks = ["Nom", "Ville"]
required = ["id", "nom", "commune"]
[fields]
id = "{Nom} {Ville}"
nom = "{Nom}"
commune = "{Ville}"
code_postal = "{Ou}"
adresse = "{Ou}"
[patterns]
code_postal = '(\\d{5})'
adresse = '^(.*?),'
"""


@pytest.mark.usefixtures("communes")
@pytest.mark.parametrize("name", EXPECTED)
def test_the_files_of_seven_territories_are_found_by_themselves(name):
    report = import_places(RAW / name, name, on=date(2023, 1, 1))
    places = list(Place.objects.select_related("hours").order_by("pk"))
    told = [
        (
            *(place.name, place.commune_id, place.phone),
            place.point and (round(place.latitude, 4), round(place.longitude, 4)),
            place.hours and place.hours.osm,
            *(place.services, place.updated_on.isoformat()),
        )
        for place in places
    ]
    assert (report.read, report.created, [told[0], told[-1]]) == (3, 3, EXPECTED[name])


def test_every_field_that_is_declared_is_one_of_the_standard():
    assert len(declared.built_in()) == 9
    assert len({mapping.name for mapping in declared.built_in()}) == 9


@pytest.mark.usefixtures("communes")
def test_an_operator_declares_a_file_of_their_own(tmp_path):
    file, mapping = tmp_path / "lieux.csv", tmp_path / "essai.toml"
    file.write_text("Nom;Ville;Ou\nMédiathèque;Allonnes;2 rue Neuve, 49650\n", encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    call_command("import_places", file, source="essai", mapping=mapping)
    place = Place.objects.get()
    assert (place.name, place.commune_id, place.postal_code, place.address) == (
        *("Médiathèque", "49002", "49650", "2 rue Neuve"),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("=", "TOML"),
        ('name = "x"', "incomplète"),
        (MAPPING.replace("nom =", "nomm ="), "nomm"),
        (MAPPING.replace("(\\d{5})", "\\d{5}"), "groupe"),
        (MAPPING.replace("(\\d{5})", "("), "incomplète"),
        (MAPPING.replace('"Nom", "Ville"', '"Autre"'), "autre"),
    ],
)
def test_a_declaration_that_cannot_be_used_is_refused_in_words(tmp_path, text, message):
    file, mapping = tmp_path / "lieux.csv", tmp_path / "essai.toml"
    file.write_text("Nom;Ville;Ou\nx;y;z\n", encoding="utf-8")
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        call_command("import_places", file, source="essai", mapping=mapping)


@pytest.mark.parametrize(
    "content", [b"[", b"{}", b"[]", b"[1]", b'{"a": 1}', b"[" * 100_000, b'[{"a": NaN']
)
def test_json_that_holds_no_rows_is_refused_in_words(tmp_path, content):
    file = tmp_path / "lieux.json"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile):
        look(file, Order(source="essai", on=date(2023, 1, 1)))


def test_lambert_93_is_read_as_ign_writes_it():
    # IGN's own example is the meridian's foot: 3° E, 46.5° N lies at (700 000, 6 600 000).
    assert degrees("700000", "6600000") == ("46.5000000", "3.0000000")
    assert degrees("475198,121680863", "6692424,50691385")[0].startswith("47.29")
    assert degrees("ici", "là") == ("ici", "là")


@given(st.lists(st.text("0123456789hH:- /à,;fermé", max_size=30), min_size=7, max_size=7))
def test_hours_of_a_week_are_understood_or_left_as_they_are(cells):
    text = declared.hours(cells)
    told = " ; ".join(
        f"{day} {cell}" for day, cell in zip(declared.DAYS, cells, strict=True) if cell
    )
    assert text == "" or is_valid(text) or text == told
