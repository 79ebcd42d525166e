"""PO files that translators send back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polib
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 2 * 1024 * 1024
WHOSE = "X-WagtailLocalize-TranslationID"


def why_unreadable(file: UploadedFile | None) -> str:
    """What to tell the person who sent it; nothing for a file that can be read."""
    if file is None or not file.size:
        return _("Choose the PO file that you downloaded here, once it is translated.")
    if file.size > LARGEST:
        return _("This file is too large: choose the PO file that you downloaded here.")
    content = file.read()
    file.seek(0)
    if b"\0" in content or not _names_its_translation(content):
        return _("This is not a PO file of this translation: download it here, then translate it.")
    return ""


def _names_its_translation(content: bytes) -> bool:
    # Given a text, polib would open the file that it names.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent.po"
        path.write_bytes(content)
        try:
            return WHOSE in polib.pofile(str(path)).metadata
        except (OSError, ValueError, LookupError):
            return False
