"""Imports in processes of their own: killed on the way, and several at once."""

import os
import signal
from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from maillage.outbox.models import Message
from maillage.territories.models import PostalCode
from maillage_cartography.imports import applying
from maillage_cartography.imports import runs as import_runs
from maillage_cartography.imports.batches import Batch
from maillage_cartography.models import FieldChange, Hours, Place, PlaceImport, PlaceSource
from tests.cartography.imports.test_runs import received, row, rows, told
from tests.processes import killed, together
from tests.site.factories import CommuneFactory

# On both databases: SQLite in its leg of the suite, PostgreSQL in its own.
pytestmark = pytest.mark.django_db(transaction=True)
State = PlaceImport.State


@pytest.fixture(autouse=True)
def _macon():
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")


def kept() -> tuple[int, ...]:
    """Rows of each table that an import writes."""
    models = (Place.records, PlaceSource.objects, Hours.objects, FieldChange.objects)
    return tuple(objects.count() for objects in models)


def die_at_the_second_batch(run: PlaceImport) -> None:
    """Its places are written, its transaction is not committed."""
    whole, number = Batch.write, []

    def dying(batch: Batch, report: applying.Report) -> set[int]:
        touched = whole(batch, report)
        number.append(1)
        if len(number) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return touched

    Batch.write = dying
    import_runs.apply_later.call(str(run.uuid))


def test_killed_at_row_500_it_leaves_whole_batches_and_is_finished_by_the_restart():
    run = received(*rows(620))
    import_runs.begin(run, at=timezone.now())
    assert killed(die_at_the_second_batch, run) == -signal.SIGKILL
    run.refresh_from_db()
    assert (kept(), run.state, run.rows_done) == ((500, 500, 1, 0), State.APPLYING, 500)
    # The worker's task comes back when nobody answers for it any more.
    import_runs.apply_later.call(str(run.uuid))
    run.refresh_from_db()
    assert (kept(), run.state) == ((620, 620, 1, 0), State.APPLIED)
    assert told(run) == {"read": 620, "created": 120, "unchanged": 500}
    import_runs.undo(run)
    assert kept()[:2] == (0, 0)


def test_killed_while_places_change_it_leaves_each_one_whole():
    first = received(*rows(520))
    import_runs.begin(first, at=timezone.now())
    import_runs.carry_on(first)
    changed = [row(f"n{n}", nom=f"Autre {n}", telephone="+33385000001") for n in range(520)]
    run = received(*changed)
    import_runs.begin(run, at=timezone.now())
    assert killed(die_at_the_second_batch, run) == -signal.SIGKILL
    words = Place.objects.values_list("phone", "name")
    pairs = Counter((phone, name.split()[0]) for phone, name in words)
    assert pairs == {("+33385000001", "Autre"): 500, ("+33385395500", "Lieu"): 20}
    assert FieldChange.objects.count() == 1000
    import_runs.apply_later.call(str(run.uuid))
    assert FieldChange.objects.count() == 1040
    import_runs.undo(run)
    assert set(Place.objects.values_list("phone", flat=True)) == {"+33385395500"}


def apply(run: PlaceImport) -> str:
    """What the second of two clicks does."""
    try:
        import_runs.begin(run, at=timezone.now())
    except import_runs.SourceIsBusy:
        return "busy"
    import_runs.carry_on(run)
    return run.state


def test_the_same_file_applied_by_two_processes_is_there_once():
    runs = [received(*rows(60)) for _ in range(2)]
    said = together(apply, [(run,) for run in runs])
    assert set(said) <= {State.APPLIED, "busy"}
    assert State.APPLIED in said
    assert kept() == (60, 60, 1, 0)


def bring(run: PlaceImport) -> tuple[int, int]:
    with import_runs.file_of(run) as path:
        report = applying.import_places(path, "essai", on=date(2026, 1, 1), run=run)
    return report.created, report.unchanged


def test_even_without_the_door_two_processes_take_turns():
    """As when an import believed dead was only slow."""
    runs = [received(*rows(620)) for _ in range(2)]
    said = together(bring, [(run,) for run in runs])
    assert sum(created for created, _unchanged in said) == 620
    assert [sum(one) for one in said] == [620, 620]
    assert kept() == (620, 620, 1, 0)


def test_two_sources_at_once_share_their_hours_and_lose_nothing():
    runs = [received(*rows(60), source=name) for name in ("un", "deux")]
    assert together(apply, [(run,) for run in runs]) == [State.APPLIED, State.APPLIED]
    assert kept() == (120, 120, 1, 0)
    assert Message.objects.count() == Message.objects.values("topic", "key").distinct().count()
