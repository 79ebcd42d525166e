"""A database of another generation of tables is refused, and the demo starts afresh."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from maillage_site.checks import unknown_migrations
from maillage_site.demo.previous import set_aside
from tests.fixtures.demo import demo_variables

ROOT = Path(__file__).resolve().parents[3]
OTHER = ("maillage_events", "0023_of_another_generation")


def apply(app, name):
    MigrationRecorder(connection).record_applied(app, name)


@pytest.mark.django_db
def test_migrate_refuses_a_database_of_another_generation():
    apply(*OTHER)
    with pytest.raises(SystemCheckError, match="Another generation of Maillage"):
        call_command("migrate", verbosity=0, skip_checks=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(("maillage_gone", "0001_initial"), id="of a plugin that was removed"),
        pytest.param(("wagtailcore", "0001_squashed_long_ago"), id="of somebody else"),
    ],
)
def test_a_migration_that_is_not_ours_to_know_is_no_other_generation(row):
    apply(*row)
    assert unknown_migrations() == []


@pytest.mark.django_db
def test_the_demo_leaves_a_database_that_is_not_its_own(settings, tmp_path):
    settings.VAR = tmp_path
    apply(*OTHER)
    with pytest.raises(CommandError, match="vient d’une autre version de Maillage"):
        set_aside()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.demo
def test_the_demo_sets_its_own_aside_with_its_media(tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "photo.jpg").write_bytes(b"a photo")
    file = tmp_path / "maillage.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE django_migrations (id INTEGER, app, name, applied)")
        database.execute("INSERT INTO django_migrations VALUES (1, ?, ?, '2026-11-28')", OTHER)
    database.close()
    ask = "from maillage_site.demo.previous import set_aside; print(set_aside(), set_aside())"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", ask],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **demo_variables(tmp_path)},
        timeout=120,
    )
    assert (done.stdout, done.stderr) == ("True False\n", "")
    kept = tmp_path / "precedente"
    assert (kept / "media" / "photo.jpg").read_bytes() == b"a photo"
    with sqlite3.connect(kept / "maillage.sqlite3") as database:
        ((name,),) = database.execute("SELECT name FROM django_migrations")
    database.close()
    assert name == OTHER[1]
