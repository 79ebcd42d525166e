"""Reading CSV files as people export them: any encoding, any separator, damaged rows.

The file as a whole is refused by name (``UnreadableFile``); a damaged row is a ``BadRow`` and the
reading goes on with the next line: one bad quote never swallows the rows that follow.
"""

from __future__ import annotations

import csv
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from django.utils.translation import gettext as _

from maillage.text.spreadsheets import plain
from maillage_cartography.imports.dialects import json_rows
from maillage_cartography.imports.dialects.json_rows import HALVES
from maillage_cartography.imports.encodings import UnreadableFile, encoding_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

SEPARATORS = ",;\t|"
# A cell on more lines than that is a quote that nobody closed.
LONGEST_ROW = 200
LONGEST_LINE = 1 << 20
# More columns than any list of places has.
MOST_COLUMNS = 500

csv.field_size_limit(1 << 20)


@dataclass(frozen=True)
class Row:
    """The cells of one row by header; ``line`` is where it begins, the header being line 1."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read, and why, in words."""

    line: int
    value: str
    rule: str


@dataclass(frozen=True)
class Table:
    """A file's header, and its rows read as they are asked for."""

    header: tuple[str, ...]
    rows: Iterator[Row | BadRow]


@contextmanager
def read_table(path: Path) -> Generator[Table]:
    """A file open to be read; raises UnreadableFile."""
    try:
        if json_rows.is_json(path):
            yield _from_json(path)
            return
        encoding = encoding_of(path)
        file = path.open(encoding=encoding, newline="")
    except OSError as error:
        raise UnreadableFile(
            _("The file cannot be opened: %(error)s.") % {"error": error}
        ) from error
    with file:
        records = _records(file, _separator(path, encoding))
        header = _header(next((cells for _line, cells in records if any(cells)), None))
        yield Table(header, _rows(records, header))


def _from_json(path: Path) -> Table:
    """The same from a list of objects; a row's line is its rank, the first being 2 as in CSV."""
    try:
        header, rows = json_rows.read(path)
    except json_rows.NotRows as error:
        raise UnreadableFile(
            _("This JSON file does not hold a list of objects with the same fields.")
        ) from error
    _refuse_doubled(header)
    return Table(header, (_row(line, cells, header) for line, cells in enumerate(rows, 2)))


def _header(first: list[str] | str | None) -> tuple[str, ...]:
    if first is None:
        raise UnreadableFile(_("The file is empty: it has no line to read."))
    if isinstance(first, str) or len(first) < 2:
        raise UnreadableFile(
            _("The first line does not hold column names separated by commas or semicolons.")
        )
    if len(first) > MOST_COLUMNS:
        raise UnreadableFile(
            _("The first line holds %(found)s column names: at most %(most)s.")
            % {"found": len(first), "most": MOST_COLUMNS}
        )
    header = tuple(name.strip().lower() for name in first)
    _refuse_doubled(header)
    return header


def _separator(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        lines = iter(lambda: file.readline(LONGEST_LINE), "")
        start = next((line for line in lines if line.strip()), "")
    counts = Counter({sign: start.count(sign) for sign in SEPARATORS})
    return counts.most_common(1)[0][0]


def _refuse_doubled(header: tuple[str, ...]) -> None:
    doubled = [name for name, count in Counter(header).items() if name and count > 1]
    if doubled:
        raise UnreadableFile(
            _("The column “%(name)s” appears twice: keep only one.") % {"name": doubled[0]}
        )


def _rows(
    records: Iterator[tuple[int, list[str] | str]], header: tuple[str, ...]
) -> Iterator[Row | BadRow]:
    for line, cells in records:
        if isinstance(cells, str):
            yield BadRow(line, cells[:200], _("a quotation mark is opened and never closed"))
        elif any(cell.strip() for cell in cells):
            yield _row(line, [plain(cell.strip()) for cell in cells], header)


def _row(line: int, cells: list[str], header: tuple[str, ...]) -> Row | BadRow:
    if tuple(cell.lower() for cell in cells) == header:
        return BadRow(line, cells[0], _("the column names are repeated here"))
    if len(cells) != len(header):
        rule = _("%(found)s columns instead of %(expected)s")
        counts = {"found": len(cells), "expected": len(header)}
        return BadRow(line, " ".join(cells)[:200].replace("\0", "␀"), rule % counts)
    if damaged := next((cell for cell in cells if "\0" in cell), None):
        return BadRow(line, damaged.replace("\0", "␀")[:200], _("a null character is not allowed"))
    if broken := next((cell for cell in cells if HALVES.search(cell)), None):
        shown = HALVES.sub("\ufffd", broken)[:200]
        return BadRow(line, shown, _("a character is cut in half"))
    return Row(line, dict(zip(header, cells, strict=True)))


def _records(file: TextIO, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Line number and cells; the raw line instead when its quotation marks are broken."""
    width = 0
    number = 1
    waiting: deque[str] = deque()

    def following() -> str | None:
        if waiting:
            return waiting.popleft()
        line = file.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise UnreadableFile(
                _("A line is longer than a million characters: this is no list of places.")
            )
        return line or None

    while (line := following()) is not None:
        taken = [line]
        cells = _parse(line, separator)
        while cells is None and len(taken) < LONGEST_ROW and (more := following()) is not None:
            taken.append(more)
            cells = _parse("".join(taken), separator)
        if cells is None or (len(taken) > 1 and width and len(cells) != width):
            # The quotation mark belongs to this line alone: the others are read on their own.
            waiting.extendleft(reversed(taken[1:]))
            taken = [line]
            yield number, line
        else:
            width = width or len(cells)
            yield number, cells
        number += len(taken)


def _parse(text: str, separator: str) -> list[str] | None:
    """The cells of a row; None while a quotation mark is open; none when marks are misplaced."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return None
    lines = text.splitlines()
    # Within one line, "12" écran" is only bad manners.
    return next(csv.reader(lines, delimiter=separator)) if len(lines) == 1 else []
