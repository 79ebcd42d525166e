"""What is checked before a commit is the same everywhere."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]


def test_pre_commit_runs_exactly_what_make_check_runs():
    script = (ROOT / "scripts/check").read_text(encoding="utf-8")
    names = re.search(r"^all=\((.*)\)$", script, re.MULTILINE)[1].split()
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repository,) = settings["repos"]
    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in repository["hooks"]] == [f"scripts/check {n}" for n in names]


# The other checks (imports, containers, catalogues) are tests of their own, which say more.
@pytest.mark.parametrize(
    "name", ["style", "format", "types", "templates", "security", "registries"]
)
def test_a_check_finds_nothing(name):
    done = subprocess.run(
        ["scripts/check", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == f"ok      {name}\n"
