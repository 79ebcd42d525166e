"""``scripts/test``: SQLite, then PostgreSQL, in a cluster begun again when it loses its port; a failure ends it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/test"
PYTEST = """#!/bin/sh
case "$* $MAILLAGE_DATABASE_URL" in
  *migrated*) ;;
  *postgres*) echo on PostgreSQL; exit $ON_POSTGRESQL ;;
  *) echo on SQLite; exit $ON_SQLITE ;;
esac
"""
VIRTUALENV = """#!/bin/sh
echo a cluster
[ "$(wc -l < "$BEGUN")" -ge "$LOST" ] || { echo lost >> "$BEGUN"; exit 1; }
while [ "$1" != scripts/test ]; do shift; done
PGUSER=u PGPASSWORD=p PGHOST=h PGPORT=1 PGDATABASE=d exec "$@"
"""

ELASTICSEARCH = """#!/bin/sh
[ "$1" = fetch ] || exec scripts/test --legs
"""
NOTHING = "#!/bin/sh\n"


@pytest.mark.parametrize(
    ("lost", "on_sqlite", "on_postgresql", "status", "done"),
    [
        (0, 0, 0, 0, ["a cluster", "on SQLite", "on PostgreSQL"]),
        (1, 0, 0, 0, ["a cluster", "a cluster", "on SQLite", "on PostgreSQL"]),
        (2, 0, 0, 1, ["a cluster", "a cluster"]),
        (0, 0, 1, 1, ["a cluster", "on SQLite", "on PostgreSQL"]),
        (0, 1, 0, 1, ["a cluster", "on SQLite"]),
    ],
)
def test_a_cluster_is_begun_twice_at_most(tmp_path, lost, on_sqlite, on_postgresql, status, done):
    programs = {
        ".venv/bin/python": PYTEST,
        "bin/pg_virtualenv": VIRTUALENV,
        "scripts/elasticsearch": ELASTICSEARCH,
        "scripts/parsers": NOTHING,
        "scripts/system-packages": NOTHING,
    }
    for name, text in programs.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    shutil.copy(SCRIPT, tmp_path / "scripts/test")
    begun = tmp_path / "begun"
    begun.touch()
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "MAILLAGE_DATABASE_URL": "",
        "BEGUN": str(begun),
        "LOST": str(lost),
        "ON_SQLITE": str(on_sqlite),
        "ON_POSTGRESQL": str(on_postgresql),
    }
    ran = subprocess.run(
        ["scripts/test"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [
        line
        for line in ran.stdout.splitlines()
        if line in {"a cluster", "on SQLite", "on PostgreSQL"}
    ]
    assert (ran.returncode, said) == (status, done)
    assert ("PostgreSQL did not start" in ran.stderr) == (lost == 2)
