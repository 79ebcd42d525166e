"""Importing files, sound and broken."""

from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from maillage.contributions import OutboxConsumer
from maillage.outbox import writing
from maillage.outbox.models import Message
from maillage.territories.models import PostalCode
from maillage_cartography.imports.applying import Report, import_places
from maillage_cartography.models import Hours, Place, PlaceSource
from maillage_cartography.search import open_at
from maillage_cartography.standards.records import Problem
from tests.cartography.factories import PlaceFactory
from tests.site.factories import CommuneFactory

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[3] / "cartography/maillage_cartography/data"
EXAMPLE = Path(__file__).parents[1] / "data/mediation-num-v1.0.2-exemple-valide.csv"
HEADER = "id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,horaires,date_maj"
ROW = "{id},Médiathèque,Mâcon,71000,71270,2 rue Neuve,46.30,4.83,Mo-Fr 09:00-12:00,2026-01-05"


@pytest.fixture(autouse=True)
def macon():
    commune = CommuneFactory()
    PostalCode.objects.create(commune=commune, code="71000")
    return commune


@pytest.fixture
def file(tmp_path):
    """Writes bytes or text and gives the path."""

    def write(content: str | bytes, name: str = "lieux.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def lines(*rows: str, header: str = HEADER) -> str:
    return "\r\n".join([header, *rows]) + "\r\n"


def run(path: Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_places", path, source="essai", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.read, report.created, report.changed, report.unchanged, report.refused


def test_the_valid_example_of_the_standard_is_read_whole():
    CommuneFactory(code="51454", name="Reims", latitude=49.25, longitude=4.03)
    report = import_places(EXAMPLE, "hubik", on=date(2026, 1, 1))
    place = Place.objects.get()
    assert counts(report) == (1, 1, 0, 0, 0)
    assert (place.name, place.commune_id, place.pivot, place.phone, place.updated_on) == (
        *("Anonymal", "51454", "43493312300029", "+33180059880"),
        date(2024, 4, 2),
    )
    assert place.hours.osm == "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"
    # The example's own coordinates are in Aix-en-Provence.
    assert [problem.field for problem in report.problems] == ["latitude"]


def test_the_same_file_again_changes_nothing(file):
    path = file(lines(ROW.format(id="a"), ROW.format(id="b")))
    first, again = (import_places(path, "essai", on=date(2026, 1, 1)) for _ in range(2))
    assert [counts(first), counts(again)] == [(2, 2, 0, 0, 0), (2, 0, 0, 2, 0)]


def test_a_row_that_changed_changes_its_place_and_keeps_its_identity(file):
    import_places(file(lines(ROW.format(id="a"))), "essai", on=date(2026, 1, 1))
    before = Place.objects.get()
    path = file(lines(ROW.format(id="a").replace("Médiathèque", "Médiathèque neuve")))
    report = import_places(path, "essai", on=date(2026, 1, 1))
    after = Place.objects.get()
    assert (counts(report), after.name, after.uuid) == (
        *((1, 0, 1, 0, 0), "Médiathèque neuve"),
        before.uuid,
    )


def test_two_sources_may_use_the_same_identifier(file):
    path = file(lines(ROW.format(id="a")))
    for source in ("un", "deux"):
        import_places(path, source, on=date(2026, 1, 1))
    assert sorted(PlaceSource.objects.values_list("source", "source_id")) == [
        ("deux", "a"),
        ("un", "a"),
    ]
    assert Hours.objects.count() == 1


def test_the_same_words_are_read_with_the_public_holidays_of_each_commune(file):
    CommuneFactory(code="67482", name="Strasbourg", latitude=48.58, longitude=7.75)
    words = "Mo-Su 09:00-12:00; PH off"
    there = "{},Médiathèque,Strasbourg,67000,67482,2 rue Neuve,48.58,7.75,{},2026-01-05"
    here = ROW.format(id="a").replace("Mo-Fr 09:00-12:00", words)
    path = file(lines(here, there.format("b", words), there.format("c", words)))
    import_places(path, "essai", on=date(2026, 1, 1))
    good_friday = datetime(2026, 4, 3, 10, tzinfo=ZoneInfo("Europe/Paris"))
    found = PlaceSource.objects.select_related("place__hours").order_by("source_id")
    assert [row.place.hours.schedule.is_open(good_friday) for row in found] == [True, False, False]
    assert len(open_at([str(row.place.uuid) for row in found], good_friday)) == 1
    assert Hours.objects.count() == 2


def test_each_refused_row_is_told_with_line_field_value_and_rule(file):
    path = file(
        lines(
            ROW.format(id="a"),
            ROW.format(id="a"),
            ROW.format(id="b").replace("Médiathèque", ""),
            ROW.format(id="c").replace("71000,71270", "99999,99999").replace("Mâcon", "Nulle-Part"),
            ROW.format(id="d").replace("2026-01-05", "hier"),
        )
    )
    report = import_places(path, "essai", on=date(2026, 1, 1))
    assert counts(report) == (5, 1, 0, 0, 4)
    assert [p for p in report.problems if p.refused] == [
        Problem(3, "id", "a", "cet identifiant a déjà été lu à la ligne 2", refused=True),
        Problem(4, "nom", "", "ce champ est obligatoire", refused=True),
        Problem(
            5,
            "commune",
            "Nulle-Part (99999 99999)",
            "aucune commune ne porte ce nom et ces codes",
            refused=True,
        ),
        Problem(6, "date_maj", "hier", "une date s’écrit 2026-12-31", refused=True),
    ]


@pytest.mark.parametrize(
    "coordinates", ["946.30,4.83", "0,0", "4.83,46.30", "nord,sud", "NaN,4.83", "1e999,4.83"]
)
def test_absurd_coordinates_are_left_out_and_the_place_is_kept(file, coordinates):
    path = file(lines(ROW.format(id="a").replace("46.30,4.83", coordinates)))
    report = import_places(path, "essai", on=date(2026, 1, 1))
    assert (counts(report), Place.objects.get().point) == ((1, 1, 0, 0, 0), None)
    assert [problem.field for problem in report.problems] == ["latitude"]


def test_hours_that_mean_nothing_are_kept_as_they_are(file):
    row = ROW.format(id="a").replace("Mo-Fr 09:00-12:00", "sur rendez-vous")
    report = import_places(file(lines(row)), "essai", on=date(2026, 1, 1))
    hours = Place.objects.get().hours
    assert (hours.text, hours.osm, hours.schedule) == ("sur rendez-vous", "", None)
    assert report.problems == [
        Problem(
            2,
            "horaires",
            "sur rendez-vous",
            "ces horaires ne sont pas compris\u202f: ils sont montrés tels quels",
        )
    ]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + lines(ROW.format(id="a")),
        lines(ROW.format(id="a")).encode("cp1252"),
        lines(ROW.format(id="a")).encode("utf-16"),
        lines(ROW.format(id="a").replace(",", ";"), header=HEADER.replace(",", ";")),
        lines(ROW.format(id="a").replace(",", "\t"), header=HEADER.replace(",", "\t")),
        lines(ROW.format(id="a")).replace("\r\n", "\n"),
        lines("", ROW.format(id="a"), "", ",,,,,,,,,"),
        lines(ROW.format(id="a"), header=HEADER.upper()),
    ],
    ids=["BOM", "cp1252", "UTF-16", "semicolons", "tabs", "LF", "blank lines", "capitals"],
)
def test_files_are_read_as_people_export_them(file, content):
    report = import_places(file(content), "essai", on=date(2026, 1, 1))
    assert (counts(report), Place.objects.get().name) == ((1, 1, 0, 0, 0), "Médiathèque")


def test_a_quote_that_nobody_closed_costs_its_own_row_alone(file):
    broken = ROW.format(id="b").replace("Médiathèque", '"Médiathèque')
    rows = [ROW.format(id="a"), broken, *(ROW.format(id=f"c{n}") for n in range(100))]
    report = import_places(file(lines(*rows)), "essai", on=date(2026, 1, 1))
    assert counts(report) == (102, 101, 0, 0, 1)
    assert report.problems == [
        Problem(3, "", broken + "\r\n", "un guillemet est ouvert et jamais refermé", refused=True)
    ]


def test_two_broken_quotes_do_not_hide_the_rows_between_them(file):
    broken = ROW.replace("Médiathèque", '"Médiathèque')
    rows = [broken.format(id="a"), ROW.format(id="b"), broken.format(id="c"), ROW.format(id="d")]
    report = import_places(file(lines(*rows)), "essai", on=date(2026, 1, 1))
    assert (counts(report), [p.line for p in report.problems]) == ((4, 2, 0, 0, 2), [2, 4])


def test_a_cell_may_hold_several_lines(file):
    row = ROW.format(id="a").replace("2 rue Neuve", '"2 rue Neuve\nau fond de la cour"')
    path = file(lines(row, ROW.format(id="b").replace("Mâcon", "Nulle-Part")))
    import_places(path, "essai", on=date(2026, 1, 1))
    assert sorted(Place.objects.values_list("address", flat=True)) == [
        "2 rue Neuve",
        "2 rue Neuve au fond de la cour",
    ]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (ROW.format(id="b\0"), "un caractère nul n’est pas permis"),
        (ROW.format(id="b") + ",x", "11 colonnes au lieu de 10"),
        ("b,Médiathèque", "2 colonnes au lieu de 10"),
        (HEADER, "les noms de colonnes sont répétés ici"),
        (ROW.format(id="b" * 121), "plus de 120 caractères"),
    ],
)
def test_a_damaged_row_is_refused_and_the_others_are_kept(file, row, rule):
    path = file(lines(ROW.format(id="a"), row, ROW.format(id="c")))
    report = import_places(path, "essai", on=date(2026, 1, 1))
    assert (counts(report), [(p.line, p.rule) for p in report.problems]) == (
        (3, 2, 0, 0, 1),
        [(3, rule)],
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Le fichier est vide"),
        (b"\n\n  \n", "Le fichier est vide"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "Ce n’est pas un fichier texte"),
        (b"PK\x03\x04" + b"a" * 100, "C’est un fichier de tableur"),
        (ROW.format(id="a").encode(), "ne contient pas les noms de colonnes attendus"),
        (
            lines(ROW.format(id="a")).replace("nom,", "id,", 1).encode(),
            "La colonne «\u202fid\u202f»",
        ),
        (b"bonjour\n", "La première ligne ne contient pas"),
    ],
    ids=["empty", "blank", "picture", "spreadsheet", "no header", "doubled column", "prose"],
)
def test_a_file_that_cannot_be_read_is_refused_in_french(file, content, message):
    with pytest.raises(CommandError, match=message):
        run(file(content))
    assert Place.objects.count() == 0


def test_a_missing_file_is_refused_in_french(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être ouvert"):
        run(tmp_path / "absent.csv")


def test_the_command_ends_with_its_counts(file):
    out, err = run(
        file(lines(ROW.format(id="a"), ROW.format(id="b").replace("Mâcon,71000,71270", "Ys,,")))
    )
    assert out == (
        "Lignes lues\u202f: 2 (standard-mediation-num)\u202f; lieux créés\u202f: 1, modifiés\u202f: 0, "
        "inchangés\u202f: 0\u202f; lignes refusées\u202f: 1\n"
    )
    assert err.splitlines()[0] == (
        "ligne 3, ligne refusée\u202f: code_postal «\u202f\u202f», ce champ est obligatoire"
    )


def test_rows_without_a_date_take_the_one_in_the_file_name(file):
    PostalCode.objects.create(commune=CommuneFactory(code="71014", name="Autun"), code="71400")
    with (DATA / "mednum-bfc-2023.csv").open(encoding="utf-8") as rows:
        content = next(rows) + next(row for row in rows if "AUTUN" in row)
    run(file(content, "mednum-bfc-2023.csv"))
    assert Place.objects.get().updated_on in {date(2023, 1, 1), date(2020, 6, 15)}


def test_an_import_tells_the_search_in_bulk(file, monkeypatch):
    consumer = OutboxConsumer(topic="search", drain=lambda limit: 0)
    monkeypatch.setattr(writing, "contributions", lambda kind: [consumer])
    import_places(file(lines(ROW.format(id="a"), ROW.format(id="b"))), "essai", on=date(2026, 1, 1))
    expected = {f"place:{uuid}" for uuid in Place.objects.values_list("uuid", flat=True)}
    assert set(Message.objects.values_list("key", flat=True)) == expected


def test_the_number_of_queries_does_not_grow_with_the_rows(file, django_assert_max_num_queries):
    import_places(file(lines(ROW.format(id="0"))), "essai", on=date(2026, 1, 1))
    for name, n in (("peu.csv", 3), ("plus.csv", 20)):
        path = file(lines(*(ROW.format(id=f"{name}{i}") for i in range(n))), name)
        with django_assert_max_num_queries(20):
            import_places(path, name, on=date(2026, 1, 1))


def test_a_place_imported_twice_is_not_confused_with_one_made_by_hand(file):
    by_hand = PlaceFactory(name="Médiathèque")
    import_places(file(lines(ROW.format(id="a"))), "essai", on=date(2026, 1, 1))
    assert Place.objects.exclude(pk=by_hand.pk).get().sources.get().source_id == "a"
