"""The dependency rule holds, and breaking it would be seen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    "maillage": "site",
    "maillage_site": "site",
    "maillage_community": "community",
    "maillage_events": "events",
    "maillage_cartography": "cartography",
    "maillage_search": "search",
}


def lint(contract: str | None = None, *, folder: Path = ROOT, path: str = "") -> str:
    """What import-linter says; empty when every contract is kept."""
    chosen = ["--contract", contract] if contract else []
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", *chosen]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_dependency_rule_holds():
    assert lint() == ""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The packages, copied so that they can be spoilt."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for module, member in MODULES.items():
        shutil.copytree(
            ROOT / member / module,
            folder / module,
            ignore=shutil.ignore_patterns("__pycache__", "static", "templates", "data", "locale"),
        )
    return folder


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        ("rings", "maillage_events/apps.py", "maillage_cartography.apps"),
        ("rings", "maillage/values.py", "maillage_site.apps"),
        ("rings", "maillage_search/apps.py", "maillage_site.apps"),
        ("composition", "maillage_site/apps.py", "maillage_events.apps"),
        ("elasticsearch", "maillage_events/apps.py", "elasticsearch"),
        ("icalendar", "maillage_cartography/apps.py", "icalendar"),
        ("rooms-events", "maillage_events/recurrence/zones.py", "maillage_events.models"),
        ("rooms-events", "maillage_events/ical/feeds.py", "maillage_events.agenda.filters"),
        (
            "rooms-cartography",
            "maillage_cartography/standards/cells.py",
            "maillage_cartography.models",
        ),
        (
            "rooms-cartography",
            "maillage_cartography/finder/cards.py",
            "maillage_cartography.exports.stops",
        ),
        ("rooms-search", "maillage_search/french/chain.py", "maillage_search.models"),
        ("rooms-search", "maillage_search/query/parsing.py", "maillage_search.full_text.tokens"),
        ("rooms-search", "maillage_search/embedded/ranking.py", "maillage_search.elastic.queries"),
    ],
)
def test_a_deliberate_violation_is_seen(copy, contract, importer, imported):
    file = copy / importer
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{text}\nimport {imported}\n", encoding="utf-8")
    try:
        assert imported in lint(contract, folder=copy, path=str(copy))
    finally:
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("plugin", ["events", "cartography", "search"])
def test_a_new_room_has_its_place_in_the_list(copy, plugin):
    newcomer = copy / f"maillage_{plugin}" / "newcomer.py"
    newcomer.touch()
    try:
        assert "newcomer" in lint(f"rooms-{plugin}", folder=copy, path=str(copy))
    finally:
        newcomer.unlink()


def test_the_copy_itself_is_clean(copy):
    assert lint(folder=copy, path=str(copy)) == ""
