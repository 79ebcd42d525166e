"""Two people at once: who decides about a place, a check or an import holds it first."""

from datetime import UTC, datetime

import pytest

from maillage_cartography.duplicates import merging
from maillage_cartography.freshness import checks
from maillage_cartography.imports import runs
from maillage_cartography.models import Place, PlaceCheck, PlaceImport
from maillage_cartography.provenance import locks
from tests.cartography.factories import PlaceFactory
from tests.held_rows import assert_held

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def undo():
    run = PlaceImport.objects.create(
        source="mednum", on=NOON.date(), created_at=NOON, state=PlaceImport.State.APPLIED
    )
    return PlaceImport, lambda: runs.undo(run)


def edit():
    place = PlaceFactory()
    return Place, lambda: locks.edit(place, {"phone": ""}, by=None, at=NOON)


def merge():
    one, other = PlaceFactory(), PlaceFactory()
    return Place, lambda: merging.merge(one, other, by=None, at=NOON)


def answer():
    check = PlaceCheck.objects.create(place=PlaceFactory())
    said = PlaceCheck.Answer.EXACT
    return PlaceCheck, lambda: checks.answer(check, said, rhythm=6, at=NOON)


@pytest.mark.parametrize("verb", [undo, edit, merge, answer])
def test_who_decides_holds_the_row_first(verb):
    table, act = verb()
    assert_held(table, act)
