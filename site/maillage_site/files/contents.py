"""What a document holds, against what its name says: a page of HTML named .pdf is no PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from django.core.files import File

HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH_TEXT = b"{\\rtf"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Kind:
    """How files of an extension begin; of an archive, a name that it holds."""

    begins: tuple[bytes, ...] = ()
    holds: str = ""
    is_text: bool = False

    def is_that_of(self, file: File) -> bool:
        file.seek(0)
        head = file.read(HEAD)
        try:
            if self.is_text:
                return _is_text(head) and _bare(head).startswith(self.begins or (b"",))
            # Some printers write a few bytes before the mark of a PDF.
            known = any(mark in head[:1024] for mark in self.begins)
            return known and (not self.holds or _holds(file, self.holds))
        finally:
            file.seek(0)


def _office(part: str) -> Kind:
    return Kind(ZIP[:1], f"{part}/")


TABLE = {
    "pdf": Kind((b"%PDF-",)),
    "doc": Kind((OLE, RICH_TEXT)),
    "xls": Kind((OLE,)),
    "ppt": Kind((OLE,)),
    "docx": _office("word"),
    "xlsx": _office("xl"),
    "pptx": _office("ppt"),
    "odt": Kind(ZIP[:1], "content.xml"),
    "ods": Kind(ZIP[:1], "content.xml"),
    "odp": Kind(ZIP[:1], "content.xml"),
    "zip": Kind(ZIP),
    "mp3": Kind((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")),
    "csv": Kind(is_text=True),
    "txt": Kind(is_text=True),
    "ics": Kind((b"BEGIN:VCALENDAR",), is_text=True),
    "vtt": Kind((b"WEBVTT",), is_text=True),
}


def is_what_it_says(file: File, extension: str) -> bool:
    """Whether the file holds what files of that extension hold; False for one that nobody knows."""
    kind = TABLE.get(extension.lower())
    return kind is not None and kind.is_that_of(file)


def _is_text(head: bytes) -> bool:
    return head.startswith(BYTE_ORDER) or b"\0" not in head


def _bare(head: bytes) -> bytes:
    return head.removeprefix(UTF_8_MARK).lstrip()


def _holds(file: File, name: str) -> bool:
    """Read from the list at its end: nothing is unpacked."""
    try:
        with ZipFile(file) as archive:
            return any(found.startswith(name) for found in archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False
