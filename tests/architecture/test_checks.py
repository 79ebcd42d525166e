"""What is checked before a commit is the same everywhere."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def test_pre_commit_runs_exactly_what_make_check_runs():
    script = (ROOT / "scripts/check").read_text(encoding="utf-8")
    names = re.search(r"^all=\((.*)\)$", script, re.MULTILINE)[1].split()
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repository,) = settings["repos"]
    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in repository["hooks"]] == [f"scripts/check {n}" for n in names]
