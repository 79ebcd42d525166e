"""The map of claims to tests names tests that exist; each conformance line has one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs/reference/agenda-proof.md"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
LINE = re.compile(r"test_line_(\d\d)_")


@cache
def named_in(path: str) -> set[str]:
    return set(re.findall(r"^def (test_\w+)", Path(path).read_text(encoding="utf-8"), re.MULTILINE))


def file_of(name: str) -> Path:
    return ROOT / name if name.startswith("tests/") else ROOT / "tests/events" / name


def test_each_test_named_in_the_map_exists():
    named = NAMED.findall(MAP.read_text(encoding="utf-8"))
    assert len(named) > 50
    missing = [
        f"{path}::{name}" for path, name in named if name not in named_in(str(file_of(path)))
    ]
    assert missing == []


def test_every_line_has_a_test():
    files = [
        *(ROOT / "tests/events/conformance").glob("test_*.py"),
        *(ROOT / "tests/events").glob("test_*.py"),
    ]
    found = {
        int(number)
        for path in files
        for name in named_in(str(path))
        for number in LINE.findall(name)
    }
    assert sorted(set(range(1, 53)) - found) == []
