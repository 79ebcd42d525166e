"""A file of lines as spreadsheets write it: its columns by their French names, numbered lines."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.text import fold
from maillage.text.spreadsheets import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SEPARATORS = (";", ",", "\t")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnreadableFile(Exception):
    """Why nothing of the file can be read, in words for whoever sent it."""


@dataclass(frozen=True)
class Line:
    """A line of the file: ``number`` as a text editor counts; ``fault`` when it is no line."""

    number: int
    values: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """The file: ``ignored`` are columns that nobody knows."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]


def read_table(content: bytes, columns: Mapping[str, Sequence[str]]) -> Table:
    """``columns``: field → the names of its column, ours first; the first field must be there.

    Raises UnreadableFile.
    """
    text = decoded(content)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return _table(reader, columns)
    except csv.Error as error:
        message = _("The file is not a CSV that can be read: a quotation mark is never closed?")
        raise UnreadableFile(message) from error


def decoded(content: bytes) -> str:
    """Its text, in the encodings that spreadsheets write. Raises UnreadableFile."""
    if content.startswith(WORKBOOKS):
        raise UnreadableFile(
            _("This is a workbook. In your spreadsheet, save it as “CSV UTF-8”, then try again.")
        )
    if content.startswith(UTF16):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(
        _("This is not a text. In your spreadsheet, save it as “CSV UTF-8”, then try again.")
    )


def _table(reader: Iterator[list[str]], columns: Mapping[str, Sequence[str]]) -> Table:
    header = next(reader, [])
    fields, ignored = _fields(header, columns)
    lines = []
    before = reader.line_num
    for cells in reader:
        number, before = before + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            lines.append(_line(number, fields, cells))
    if not lines:
        raise UnreadableFile(_("The file holds no line below its first one."))
    return Table(tuple(lines), tuple(ignored))


def _fields(
    header: list[str], columns: Mapping[str, Sequence[str]]
) -> tuple[list[str | None], list[str]]:
    by_name = {fold(name): field for field, names in columns.items() for name in names}
    needed = next(iter(columns))
    fields: list[str | None] = []
    ignored = []
    for cell in header:
        name = cell.strip()
        field = by_name.get(fold(name).replace("_", " "))
        if field in fields and field:
            message = _("Two columns say the same thing: “%(column)s”. Keep one of them.")
            raise UnreadableFile(message % {"column": name})
        if field is None and name:
            ignored.append(name)
        fields.append(field)
    if needed not in fields:
        message = _(
            "The first line must name the columns, and one must be “%(needed)s”. What it "
            "says: %(header)s"
        )
        named = {"needed": columns[needed][0], "header": ", ".join(header)[:200]}
        raise UnreadableFile(message % named)
    return fields, ignored


def _line(number: int, fields: list[str | None], cells: list[str]) -> Line:
    if len(cells) > len(fields) and any(cell.strip() for cell in cells[len(fields) :]):
        fault = _(
            "This line has %(cells)s cells and the first one %(columns)s: put quotation marks "
            "around a cell that holds a separator."
        ) % {"cells": len(cells), "columns": len(fields)}
        return Line(number, {}, fault)
    values = {
        field: plain(cell.strip()) for field, cell in zip(fields, cells, strict=False) if field
    }
    return Line(number, values)
