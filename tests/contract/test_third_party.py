"""A plugin that is not ours, installed beside ours, works without a line of ours changed.

Its files are those of the tutorial: what a newcomer copies is what this test runs.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.contract.environments import ROOT, beside, run
from tests.fixtures.migrated import copy

DISTRIBUTION = ROOT / "tests/thirdparty/bookboxes"
TUTORIAL = ROOT / "docs/tutorial/write-a-plugin.md"
FENCE = re.compile(
    r"^`(?P<path>[\w./]+)`:?\n\n```\w*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Path:
    """A virtual environment of its own that sees ours and has the plugin installed."""
    folder = tmp_path_factory.mktemp("thirdparty")
    source = shutil.copytree(DISTRIBUTION, folder / "source")
    python = beside(folder / "venv")
    run("uv", "pip", "install", "-q", "--no-deps", "--python", python, source)
    return python


@pytest.mark.once
@pytest.mark.usefixtures("django_db_setup")
def test_it_contributes_a_page_a_block_results_and_points(environment, tmp_path, database_template):
    copy(database_template.file, tmp_path / "third.sqlite3")
    seen = run(
        environment,
        ROOT / "tests/thirdparty/visit.py",
        MAILLAGE_DATABASE_URL=f"sqlite:///{tmp_path / 'third.sqlite3'}",
        MAILLAGE_STATE_DIR=str(tmp_path),
    )
    assert json.loads(seen.splitlines()[-1]) == {
        "plugins": ["bookboxes", "cartography", "community", "events", "search"],
        "found": [
            "/boites-a-livres/",
            "/lieux/couches/boites-a-livres.geojson",
            "/recherche/?q=lamartine",
            "/saone-et-loire/boites-a-livres/",
            "/saone-et-loire/recherche/?q=Lamartine",
        ],
        "block": True,
        "menu": True,
        "unclassified": [],
    }


def test_the_tutorial_tells_every_file_of_it():
    told = {m["path"]: m["text"] for m in FENCE.finditer(TUTORIAL.read_text(encoding="utf-8"))}
    files = {
        str(path.relative_to(DISTRIBUTION)): path.read_text(encoding="utf-8")
        for path in DISTRIBUTION.rglob("*")
        if path.is_file() and path.stat().st_size and "__pycache__" not in path.parts
    }
    assert told == files
