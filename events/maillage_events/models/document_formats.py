"""The documents an organiser may put on a page: known by what is in them, not by their name."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 15 * 2**20  # the proxy lets 20 MB through
ENTRIES = 5000
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


class Format(models.TextChoices):
    """Formats without macros, which phones and office programs open."""

    PDF = "pdf", "PDF"
    ODP = "odp", "ODP"
    ODT = "odt", "ODT"
    PPTX = "pptx", "PPTX"
    DOCX = "docx", "DOCX"


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.ODP: f"{OPEN}presentation",
    Format.ODT: f"{OPEN}text",
    Format.PPTX: f"{OFFICE}presentationml.presentation",
    Format.DOCX: f"{OFFICE}wordprocessingml.document",
}
ACCEPT = ",".join(f".{one}" for one in Format)


class UnknownFormatError(Exception):
    """Neither a PDF nor a text or slides without macros."""

    message = _("We take PDF, ODP, ODT, PPTX and DOCX files, without macros.")


def format_of(file: UploadedFile) -> Format:
    """Read from its bytes; raises UnknownFormatError."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return Format.PDF
    found = _zipped(file) if head.startswith(b"PK\x03\x04") else None
    file.seek(0)
    if found is None:
        raise UnknownFormatError
    return found


def _zipped(file: IO[bytes]) -> Format | None:
    """What the archive says it is; its contents are never unpacked."""
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            if len(names) > ENTRIES or any(name.endswith("vbaProject.bin") for name in names):
                return None
            if "[Content_Types].xml" in names:
                parts = {"ppt/presentation.xml": Format.PPTX, "word/document.xml": Format.DOCX}
                return next((one for name, one in parts.items() if name in names), None)
            if "mimetype" not in names:
                return None
            with archive.open("mimetype") as entry:
                said = entry.read(100).decode("ascii", "replace").strip()
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return None
    macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
    return None if macros else {MEDIA_TYPES[one]: one for one in (Format.ODP, Format.ODT)}.get(said)
