"""An import's life: looked at, applied, stopped, taken up again, undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from maillage.territories.models import PostalCode
from maillage_cartography.imports import applying, runs
from maillage_cartography.imports.batches import Batch
from maillage_cartography.models import Place, PlaceImport, PlaceSource, SourceProposal
from maillage_cartography.provenance import locks
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
State = PlaceImport.State
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HEADER = "id,nom,commune,code_postal,code_insee,adresse,telephone,horaires,date_maj"


def row(key: str, **values: str) -> str:
    base = {
        "id": key,
        "nom": f"Lieu {key}",
        "commune": "Mâcon",
        "code_postal": "71000",
        "code_insee": "71270",
        "adresse": "2 rue Neuve",
        "telephone": "+33385395500",
        "horaires": "Mo-Fr 09:00-12:00",
        "date_maj": "2026-01-05",
    }
    return ",".join((base | values).values())


def rows(count: int) -> list[str]:
    return [row(f"n{number}") for number in range(count)]


@pytest.fixture(autouse=True)
def macon(request):
    if "transaction" not in str(request.node.get_closest_marker("django_db").kwargs):
        PostalCode.objects.create(commune=CommuneFactory(), code="71000")


def received(*lines: str, **fields: object) -> PlaceImport:
    """A file that was sent and looked at."""
    content = "\n".join([HEADER, *lines, ""]).encode()
    facts = {"source": "essai", "on": date(2026, 1, 1), "created_at": NOW, "content": content}
    run = PlaceImport.objects.create(**facts | fields)
    runs.look_at(run)
    return run


def applied(*lines: str, **fields: object) -> PlaceImport:
    run = received(*lines, **fields)
    runs.begin(run, at=timezone.now())
    runs.carry_on(run)
    run.refresh_from_db()
    return run


def everything() -> list:
    """Places and their sources, but for what only tells when."""
    columns = [f.attname for f in Place._meta.concrete_fields if f.name != "changed_at"]
    return [
        list(Place.records.order_by("pk").values_list(*columns)),
        list(PlaceSource.objects.order_by("pk").values_list("source_id", "missing_since")),
    ]


def told(run: PlaceImport) -> dict[str, int]:
    names = ("read", "created", "changed", "unchanged", "refused", "vanished")
    return {name: run.report[name] for name in names if run.report[name]}


def test_looking_says_what_would_change_and_writes_nothing():
    applied(row("a"), row("b"), row("c"))
    before = everything()
    run = received(row("a"), row("b", nom="Autre"), row("d"), row("e", nom=""), complete=True)
    assert (run.state, told(run)) == (
        State.LOOKED,
        {"read": 4, "created": 1, "changed": 1, "unchanged": 1, "refused": 1, "vanished": 1},
    )
    assert run.report["differences"] == [["Autre", "nom", "Lieu b", "Autre"]] or run.report[
        "differences"
    ] == [("Autre", "nom", "Lieu b", "Autre")]
    assert (run.report["new"], run.report["gone"]) == (["Lieu d, Mâcon"], ["Lieu c"])
    assert everything() == before


def test_applying_does_what_was_said():
    run = received(row("a"), row("b"))
    said = told(run)
    runs.begin(run, at=NOW)
    runs.carry_on(run)
    assert (run.state, told(run), said, Place.objects.count()) == (State.APPLIED, said, said, 2)


def test_the_same_file_twice_leaves_no_duplicate():
    applied(*rows(3))
    before = everything()
    again = applied(*rows(3))
    assert (told(again), everything()) == ({"read": 3, "unchanged": 3}, before)


def test_over_a_tenth_vanished_stops_everything():
    applied(*rows(10))
    before = everything()
    run = applied(*rows(8), row("neuf"), complete=True)
    assert (run.state, everything()) == (State.FAILED, before)
    assert "2 lieux de la source sur 10" in run.reason


def test_what_vanished_is_withdrawn_after_the_grace_period_and_comes_back():
    applied(*rows(10))
    applied(*rows(9), complete=True)
    now = timezone.now()
    early = runs.retire_vanished(now + timedelta(days=29))
    late = runs.retire_vanished(now + timedelta(days=31))
    assert (early, late, Place.objects.count(), Place.records.count()) == (0, 1, 9, 10)
    applied(*rows(10), complete=True)
    assert Place.objects.count() == 10


def test_what_somebody_edited_is_not_withdrawn():
    applied(*rows(10))
    locks.edit(Place.objects.get(name="Lieu n9"), {"phone": ""}, by=member(), at=NOW)
    applied(*rows(9), complete=True)
    assert runs.retire_vanished(timezone.now() + timedelta(days=31)) == 0


def test_undoing_puts_everything_back():
    applied(row("a"), row("b"), row("c"), *rows(20))
    before = everything()
    run = applied(
        row("a", nom="Autre", horaires="Sa 10:00-12:00", date_maj="2026-06-01"),
        row("b"),
        row("d"),
        *rows(20),
        complete=True,
    )
    assert everything() != before
    runs.undo(run)
    assert everything() == before
    again = applied(row("a", nom="Autre"), row("b"), row("c"), *rows(20))
    assert told(again) == {"read": 23, "changed": 1, "unchanged": 22}


def test_undoing_leaves_what_people_edited_since():
    run = applied(row("a"), row("b"))
    locks.edit(Place.objects.get(name="Lieu a"), {"phone": "+33385000001"}, by=member(), at=NOW)
    runs.undo(run)
    assert list(Place.objects.values_list("name", "phone")) == [("Lieu a", "+33385000001")]


def test_undoing_takes_its_proposals_back():
    applied(row("a"))
    locks.edit(Place.objects.get(), {"phone": "+33385000001"}, by=member(), at=NOW)
    run = applied(row("a", telephone="+33385000002"))
    runs.undo(run)
    assert SourceProposal.objects.count() == 0
    applied(row("a", telephone="+33385000002"))
    assert SourceProposal.objects.waiting().get().value == "+33385000002"


def test_only_the_last_import_of_a_source_is_undone():
    first = applied(row("a"))
    applied(row("a", nom="Autre"))
    with pytest.raises(runs.NotReady):
        runs.undo(first)


def test_one_import_of_a_source_runs_at_a_time():
    one, two, other = received(row("a")), received(row("a")), received(row("a"), source="autre")
    runs.begin(one, at=NOW)
    with pytest.raises(runs.SourceIsBusy):
        runs.begin(two, at=NOW)
    runs.begin(other, at=NOW)
    runs.begin(two, at=NOW + timedelta(minutes=11))
    one.refresh_from_db()
    assert (one.state, two.state) == (State.FAILED, State.APPLYING)


class Killed(BaseException):
    """What kills a process in the middle."""


def test_a_crash_leaves_whole_batches_and_the_rest_is_done_later(monkeypatch):
    monkeypatch.setattr(applying, "BATCH", 5)
    whole, number = Batch.write, []

    def crashing(batch, report):
        touched = whole(batch, report)
        number.append(1)
        if len(number) == 2:
            raise Killed
        return touched

    run = received(*rows(12))
    runs.begin(run, at=NOW)
    with monkeypatch.context() as patched:
        patched.setattr(Batch, "write", crashing)
        with pytest.raises(Killed):
            runs.carry_on(run)
    assert Place.objects.count() == PlaceSource.objects.count() == 5
    runs.carry_on(run)
    assert (run.state, Place.objects.count(), PlaceSource.objects.count()) == (
        *(State.APPLIED, 12, 12),
    )
    runs.undo(run)
    assert Place.records.count() == 0


def test_a_territorys_import_touches_nothing_elsewhere():
    PostalCode.objects.create(commune=CommuneFactory(code="56260", name="Vannes"), code="56000")
    away = {"commune": "Vannes", "code_postal": "56000", "code_insee": "56260"}
    applied(row("vannes", **away), row("macon"))
    before = Place.objects.values().get(commune="56260")
    run = applied(
        row("vannes", nom="Volé"),
        row("macon", nom="Neuf"),
        row("autre", **away),
        territory=TerritoryFactory(),
        complete=True,
    )
    assert told(run) == {"read": 3, "changed": 1, "refused": 2}
    assert Place.objects.values().get(commune="56260") == before


@pytest.mark.parametrize(
    ("values", "field", "fix"),
    [
        ({"date_maj": "05/01/2026"}, "date_maj", "2026-01-05"),
        ({"date_maj": "99/99/2026"}, "date_maj", ""),
    ],
)
def test_problems_come_with_what_to_write_instead(values, field, fix):
    [problem] = received(row("a", **values)).report["problems"]
    assert (problem["field"], problem["fix"]) == (field, fix)


def test_a_row_of_fifty_megabytes_is_refused_in_words():
    run = received(row("a"), row("b", nom="x" * 50_000_000))
    assert (run.state, "un million de caractères" in run.reason) == (State.FAILED, True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"PK\x03\x04" + b"\0" * 500,
        b"a;b\n1;2\n",
        b"\xff\xfe",
        b"[",
        b"{" * 10_000,
    ],
)
def test_what_is_no_list_of_places_is_refused_in_words(content):
    run = PlaceImport.objects.create(
        source="essai", on=date(2026, 1, 1), created_at=NOW, content=content
    )
    runs.look_at(run)
    assert (run.state, bool(run.reason)) == (State.FAILED, True)
