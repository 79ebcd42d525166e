"""Reading a calendar file with parsers of other languages, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path

from tests.fixtures.report import leave_out

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var/parsers"
PARSERS = ("ical.js", "node-ical", "ical4j")

Told = tuple[str, str, str, str, str]


@cache
def missing() -> str:
    """Why these parsers cannot be had; empty when they are there (installed if need be)."""
    made = subprocess.run([ROOT / "scripts/parsers"], capture_output=True, text=True, check=False)
    return "" if made.returncode == 0 else (made.stdout.strip() or "scripts/parsers failed")


def expand(parser: str, body: bytes, first: str, last: str) -> list[Told]:
    """(uid, slot, start, end, status) of each date that starts in [first, last[, in ISO."""
    if parser == "ical4j":
        found = _run(_ical4j("expand", first, last), body)
    else:
        script = str(ROOT / "tests/parsers/expand.cjs")
        found = _run(["node", script, parser, first, last], body)
    return sorted(tuple(told) for told in json.loads(found))


def faults(body: bytes) -> list[list[str]]:
    """What ical4j's validator has against the file: (severity, context, message)."""
    return json.loads(_run(_ical4j("validate"), body))


def _ical4j(*arguments: str) -> list[str]:
    return ["java", "-cp", f"{KEPT}/ical4j:{KEPT}/ical4j/*", "Expand", *arguments]


def _run(command: list[str], body: bytes) -> bytes:
    if missing():
        leave_out(f"calendar parsers: {missing()}")
    done = subprocess.run(
        command,
        input=body,
        capture_output=True,
        check=True,
        timeout=120,
        env={**os.environ, "NODE_PATH": str(KEPT / "node_modules"), "TZ": "UTC"},
    )
    return done.stdout
