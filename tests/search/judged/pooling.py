"""What a judge reads, and what they answer: documents of several engines, unlabelled, unordered."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from maillage.values import SearchDocument
from tests.search.judged.measures import DEPTH, QUERIES, Judged

COLUMNS = (
    *("question", "only", "portal", "kind", "key", "title", "summary"),
    *("where", "when", "url", "grade"),
)
GRADES = range(4)
SUMMARY = 300


def pool(
    file: Path,
    questions: Sequence[Judged],
    engines: Iterable[Sequence[Sequence[str]]],
    documents: Mapping[str, SearchDocument],
) -> int:
    """Write what nobody has graded yet of the first results of every engine; how many lines.

    ``engines``: of each, the names found for each question; ``documents`` by name.
    """
    lines = 0
    with file.open("w", newline="", encoding="utf-8") as sheet:
        rows = csv.DictWriter(sheet, COLUMNS)
        rows.writeheader()
        for question, *found in zip(questions, *engines, strict=True):
            names = {name for one in found for name in one[:DEPTH]}
            waiting = sorted(name for name in names if not question.knows(name))
            random.Random(question.text).shuffle(waiting)
            asked = {
                "question": question.text,
                "only": next(iter(question.only), ""),
                "portal": question.portal,
            }
            rows.writerows(asked | {"key": name} | _told(documents.get(name)) for name in waiting)
            lines += len(waiting)
    return lines


def _told(one: SearchDocument | None) -> dict[str, str]:
    """What a judge reads of a document."""
    if one is None:
        return {}
    return {
        "kind": one.kind,
        "title": one.title,
        "summary": (one.summary or one.body)[:SUMMARY],
        "where": one.address or ("" if one.national else " ".join(one.territories[:2])),
        "when": f"{one.starts_at:%Y-%m-%d %H:%M}" if one.starts_at else "",
        "url": one.url,
    }


def taken(file: Path) -> dict[tuple[str, str, str], dict[str, int]]:
    """(question, kind asked, portal) → name → grade, of a sheet that a judge filled in.

    Raises ValueError with the line of a grade that is not 0, 1, 2 or 3; empty ones wait.
    """
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    with file.open(newline="", encoding="utf-8-sig") as sheet:
        for number, row in enumerate(csv.DictReader(sheet), 2):
            grade = (row["grade"] or "").strip()
            if not grade:
                continue
            if not grade.isdigit() or int(grade) not in GRADES:
                raise ValueError(f"line {number}: {grade!r} is not 0, 1, 2 or 3")
            asked = (row["question"], row["only"], row["portal"])
            found.setdefault(asked, {})[row["key"]] = int(grade)
    return found


def write_in(
    grades: Mapping[tuple[str, str, str], Mapping[str, int]], file: Path = QUERIES
) -> None:
    """Add grades below their questions, in the file of the judged set; those there stay."""
    blocks = file.read_text("utf-8").split("[[query]]")
    for at, block in enumerate(blocks[1:], 1):
        lines = dict(line.rsplit(" = ", 1) for line in block.strip().splitlines() if " = " in line)
        q, only, portal = (json.loads(lines.get(name, '""')) for name in ("q", "only", "portal"))
        new = [
            f"{json.dumps(name, ensure_ascii=False)} = {grade}"
            for name, grade in grades.get((q, only, portal), {}).items()
            if json.dumps(name, ensure_ascii=False) not in lines
        ]
        if new:
            blocks[at] = "\n" + "\n".join([block.strip(), *new]) + "\n\n"
    file.write_text("[[query]]".join(blocks).rstrip() + "\n", "utf-8")
