"""A file of portals: its columns by their French names, its lines with their numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.text import fold
from maillage.text.spreadsheets import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

# Name of a field in ``typed.FIELDS`` → what its column may be called, the first being ours.
COLUMNS = {
    "territory": ("territoire", "code", "code territoire", "nom du territoire"),
    "title": ("titre", "nom", "nom du portail", "titre du portail"),
    "slug": ("adresse", "slug", "adresse du portail"),
    "summary": ("résumé", "accroche", "description"),
    "strong": ("couleur", "couleur forte", "couleurs"),
    "soft": ("couleur claire", "couleur douce"),
    "on_strong": ("couleur du texte", "texte sur la couleur"),
    "publisher": ("éditeur", "organisme", "structure"),
    "director": ("responsable de publication", "responsable", "directeur de publication"),
    "hosting": ("hébergeur", "hébergement"),
    "contact": ("contact", "courriel", "courriel de contact", "email", "mail"),
    "editors": ("rédaction", "rédacteurs", "équipe rédaction"),
    "publishers": ("publication", "publicateurs", "équipe publication", "équipe"),
    "coordinators": ("coordination", "coordinateurs", "équipe coordination"),
}
BY_NAME = {fold(name): field for field, names in COLUMNS.items() for name in names}
SEPARATORS = (";", ",", "\t")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
COLOURS = ("strong", "soft", "on_strong")


class UnreadableFile(Exception):
    """Why nothing of the file can be read, in words for whoever sent it."""


@dataclass(frozen=True)
class Line:
    """One portal of the file: ``number`` as a text editor counts; ``fault`` when it is no line."""

    number: int
    values: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """The file: ``ignored`` are columns that nobody knows."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]


def read_table(content: bytes) -> Table:
    """Raises UnreadableFile."""
    text = _text(content)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return _table(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        message = _("The file is not a CSV that can be read: a quotation mark is never closed?")
        raise UnreadableFile(message) from error


def column_of(field: str) -> str:
    """What to call it in a message."""
    return COLUMNS[field][0]


def _text(content: bytes) -> str:
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


def _table(reader: Iterator[list[str]]) -> Table:
    header = next(reader, [])
    fields, ignored = _fields(header)
    lines = []
    before = reader.line_num
    for cells in reader:
        number, before = before + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            lines.append(_line(number, fields, cells))
    if not lines:
        raise UnreadableFile(_("The file holds no line below its first one."))
    return Table(tuple(lines), tuple(ignored))


def _fields(header: list[str]) -> tuple[list[str | None], list[str]]:
    fields: list[str | None] = []
    ignored = []
    for cell in header:
        name = cell.strip()
        field = BY_NAME.get(fold(name).replace("_", " "))
        if field in fields and field:
            message = _("Two columns say the same thing: “%(column)s”. Keep one of them.")
            raise UnreadableFile(message % {"column": name})
        if field is None and name:
            ignored.append(name)
        fields.append(field)
    if "territory" not in fields:
        message = _(
            "The first line must name the columns, and one must be “territoire”. What it says: "
            "%(header)s"
        )
        raise UnreadableFile(message % {"header": ", ".join(header)[:200]})
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
    return Line(number, _with_colours(values))


def _with_colours(values: dict[str, str]) -> dict[str, str]:
    """One cell may hold the three colours, one after the other."""
    words = values.get("strong", "").replace(",", " ").replace(";", " ").split()
    alone = not any(values.get(name) for name in COLOURS[1:])
    if alone and 1 < len(words) <= len(COLOURS):
        return {**values, **dict(zip(COLOURS, words, strict=False))}
    return values
