"""Drawn files, kept until what they show changes: drawing one takes longer than a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "theme"


def kept_file(portal: int, digest: str, name: str, draw: Callable[[], bytes]) -> bytes:
    """That file of a portal, drawn when there is none of this digest; older ones go."""
    file = f"{portal}-{digest}-{name}"
    path = f"{FOLDER}/{file}"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    data = draw()
    default_storage.save(path, ContentFile(data))
    for other in default_storage.listdir(FOLDER)[1]:
        if other.startswith(f"{portal}-") and not other.startswith(f"{portal}-{digest}-"):
            default_storage.delete(f"{FOLDER}/{other}")
    return data
