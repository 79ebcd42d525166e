"""The walk of one row of a file, from upload to stored place: docs/reference/walks.md."""

import sys
from contextlib import contextmanager
from datetime import date
from itertools import groupby

import pytest

from maillage.territories.models import PostalCode
from maillage_cartography.imports.applying import import_places
from maillage_cartography.models import Place
from tests.cartography.imports.test_applying import ROW, lines
from tests.site.factories import CommuneFactory

PACKAGE = "maillage_cartography."


@contextmanager
def rooms_entered():
    """The rooms whose functions are called, in order; a room left and entered again is there twice.

    Leaving a function is no step: its reader is where the next one is called.
    """
    calls: list[str] = []

    def note(frame, event, _arg):
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith(PACKAGE):
            calls.append(module.removeprefix(PACKAGE).split(".")[0])

    walked: list[str] = []
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield walked
    finally:
        sys.setprofile(before)
        walked += [room for room, _stay in groupby(calls)]


@pytest.mark.django_db
def test_a_row_crosses_four_rooms_then_duplicates_are_looked_for(tmp_path):
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")
    path = tmp_path / "lieux.csv"
    path.write_text(lines(ROW.format(id="a")), encoding="utf-8")
    with rooms_entered() as walked:
        import_places(path, "essai", on=date(2026, 3, 1))
    assert Place.objects.count() == 1
    stored = [
        *("imports", "standards", "opening_hours", "standards"),
        *("imports", "models", "imports", "models", "imports"),
    ]
    assert walked == [*stored, "duplicates", "models", "duplicates"]
