"""Each of the fifty-two conformance lines has a test, named after its number."""

from __future__ import annotations

import re
from pathlib import Path

LINE = re.compile(r"^def test_line_(\d\d)_", re.MULTILINE)


def test_every_line_has_a_test():
    here = Path(__file__).parents[1]
    found = {
        number
        for path in here.rglob("test_*.py")
        for number in LINE.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted({f"{number:02}" for number in range(1, 53)} - found) == []
