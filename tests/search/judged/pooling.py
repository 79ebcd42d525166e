"""What a judge reads, and what they answer: documents of several engines, unlabelled, unordered."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from maillage.values import SearchDocument
from tests.search.judged.measures import DEPTH, QUERIES, Judged

COLUMNS = ("question", "only", "kind", "title", "summary", "grade")
GRADES = range(4)
Engine = Callable[[Judged], Sequence[str]]


def pool(
    file: Path,
    questions: Iterable[Judged],
    engines: Iterable[Engine],
    documents: Iterable[SearchDocument],
) -> int:
    """Write what nobody has graded yet of the first results of every engine; how many lines."""
    told = {one.title: one for one in documents if one.language == "fr"}
    lines = 0
    with file.open("w", newline="", encoding="utf-8") as sheet:
        rows = csv.writer(sheet)
        rows.writerow(COLUMNS)
        for question in questions:
            found = {title for ask in engines for title in ask(question)[:DEPTH]}
            waiting = sorted(found - question.grades.keys() - question.worthless)
            random.Random(question.text).shuffle(waiting)
            for title in waiting:
                one = told.get(title)
                kind, summary = (one.kind, one.summary or one.body[:200]) if one else ("", "")
                rows.writerow(
                    [question.text, *(question.only or [""])[:1], kind, title, summary, ""]
                )
                lines += 1
    return lines


def taken(file: Path) -> dict[tuple[str, str], dict[str, int]]:
    """(question, kind asked) → title → grade, of a sheet that a judge filled in.

    Raises ValueError with the line of a grade that is not 0, 1, 2 or 3; empty ones wait.
    """
    found: dict[tuple[str, str], dict[str, int]] = {}
    with file.open(newline="", encoding="utf-8-sig") as sheet:
        for number, row in enumerate(csv.DictReader(sheet), 2):
            grade = row["grade"].strip()
            if not grade:
                continue
            if not grade.isdigit() or int(grade) not in GRADES:
                raise ValueError(f"line {number}: {grade!r} is not 0, 1, 2 or 3")
            found.setdefault((row["question"], row["only"]), {})[row["title"]] = int(grade)
    return found


def write_in(grades: Mapping[tuple[str, str], Mapping[str, int]], file: Path = QUERIES) -> None:
    """Add grades below their questions, in the file of the judged set; those there stay."""
    blocks = file.read_text("utf-8").split("[[query]]")
    for at, block in enumerate(blocks[1:], 1):
        lines = dict(line.split(" = ", 1) for line in block.strip().splitlines() if " = " in line)
        key = (json.loads(lines["q"]), json.loads(lines.get("only", '""')))
        new = [
            f"{json.dumps(title, ensure_ascii=False)} = {grade}"
            for title, grade in grades.get(key, {}).items()
            if json.dumps(title, ensure_ascii=False) not in lines
        ]
        if new:
            blocks[at] = "\n" + "\n".join([block.strip(), *new]) + "\n\n"
    file.write_text("[[query]]".join(blocks).rstrip() + "\n", "utf-8")
