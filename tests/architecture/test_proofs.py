"""The maps of claims to tests (``docs/reference/*-proof.md``) name tests that exist."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
# Where the tests are that a map names without a folder.
HOME = {"agenda": "tests/events", "map": "tests/cartography"}


@cache
def named_in(path: Path) -> set[str]:
    return set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def file_of(home: str, name: str) -> Path:
    return ROOT / name if name.startswith("tests/") else ROOT / home / name


def test_each_map_is_known():
    maps = {path.name for path in (ROOT / "docs/reference").glob("*-proof.md")}
    assert maps == {f"{name}-proof.md" for name in HOME}


@pytest.mark.parametrize("name", HOME)
def test_each_test_named_in_the_map_exists(name):
    text = (ROOT / f"docs/reference/{name}-proof.md").read_text(encoding="utf-8")
    named = NAMED.findall(text)
    assert len(named) > 50
    missing = [
        f"{path}::{test}" for path, test in named if test not in named_in(file_of(HOME[name], path))
    ]
    assert missing == []
