"""Telling a text file and its encoding; all else is refused in words, unread.

A spreadsheet is an archive: it is never unpacked, whatever it would swell to or point at.
"""

from __future__ import annotations

import codecs
import itertools
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

START = 8192
BLOCK = 1 << 20
# Six times the real places of the whole country.
MOST_LINES = 200_000
# xlsx, ods and zip, whole or empty; the old xls.
SPREADSHEETS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
BINARIES = (b"%PDF", b"\x89PNG", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh")
HOLES = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


class UnreadableFile(ValueError):
    """The file cannot be read at all; its message is for people."""


def refuse_other_than_text(start: bytes) -> None:
    """Look at a file's first bytes. Raises UnreadableFile."""
    if start.startswith(SPREADSHEETS):
        raise UnreadableFile(
            _(
                "This is a spreadsheet or an archive: only CSV and JSON are read. Open it and save "
                "it as CSV. In LibreOffice: File, Save as, type “Text CSV”, character set “UTF-8”. "
                "In Excel: File, Save as, type “CSV UTF-8”. Then send the CSV file."
            )
        )
    if start.startswith(BINARIES):
        raise UnreadableFile(_not_text())


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 when all of it is, otherwise Windows’ own.

    Raises UnreadableFile for what is no text, is empty, or has too many lines.
    """
    with path.open("rb") as file:
        start = file.read(START)
    if not start.strip():
        raise UnreadableFile(_("The file is empty: it has no line to read."))
    refuse_other_than_text(start)
    _refuse_long(path)
    if wide := _wide(start):
        if not _decodes(path, wide):
            raise UnreadableFile(_not_text())
        return wide
    controls = sum(start.count(code) for code in CONTROLS)
    if controls * 50 > len(start):
        raise UnreadableFile(_not_text())
    return "utf-8-sig" if _decodes(path, "utf-8-sig") else _windows(path)


def _not_text() -> str:
    return _("This is not a text file. In a spreadsheet, save it as CSV, then try again.")


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(BLOCK), b"")


def _refuse_long(path: Path) -> None:
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in _blocks(file))
    if lines > MOST_LINES:
        message = _(
            "This file has %(lines)s lines: at most %(most)s. "
            "Cut it into several files, for example one a département."
        )
        raise UnreadableFile(message % {"lines": lines, "most": MOST_LINES})


def _wide(start: bytes) -> str:
    """UTF-16 by its mark; without a mark, by every other byte being null; "" for neither."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    halves = {"utf-16-le": start[1::2], "utf-16-be": start[::2]}
    nulls = {name: half.count(0) / max(len(half), 1) for name, half in halves.items()}
    little, big = nulls["utf-16-le"], nulls["utf-16-be"]
    if min(little, big) < 0.1 and max(little, big) > 0.5:
        return max(nulls, key=lambda name: nulls[name])
    return ""


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            for block in itertools.chain(_blocks(file), [b""]):
                decoder.decode(block, final=not block)
        except UnicodeDecodeError:
            return False
    return True


def _windows(path: Path) -> str:
    """cp1252, or latin-1 for a file that uses the five bytes that cp1252 leaves empty."""
    with path.open("rb") as file:
        return (
            "latin-1"
            if any(code in block for block in _blocks(file) for code in HOLES)
            else ("cp1252")
        )
