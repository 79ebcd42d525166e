"""Reading a calendar file with parsers of other languages, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path

from tests.fixtures.report import leave_out

ROOT = Path(__file__).parents[2]
NODE_PARSERS = ("ical.js", "node-ical")

Told = tuple[str, str, str, str, str]


@cache
def missing() -> str:
    """Why these parsers cannot be had; empty when they are there (installed if need be)."""
    made = subprocess.run([ROOT / "scripts/parsers"], capture_output=True, text=True, check=False)
    return "" if made.returncode == 0 else (made.stdout.strip() or "scripts/parsers failed")


def expand(parser: str, body: bytes, first: str, last: str) -> list[Told]:
    """(uid, slot, start, end, status) of each date that starts in [first, last[, in ISO."""
    if missing():
        leave_out(f"calendar parsers: {missing()}")
    script = ROOT / "tests/parsers/expand.cjs"
    done = subprocess.run(
        ["node", script, parser, first, last],
        input=body,
        capture_output=True,
        check=True,
        timeout=120,
        env={**os.environ, "NODE_PATH": str(ROOT / "var/parsers/node_modules"), "TZ": "UTC"},
    )
    return [tuple(told) for told in json.loads(done.stdout)]
