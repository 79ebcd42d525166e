"""Other ways to write an address: an accent made of two characters, capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from maillage_site.portals.addresses.scopes import current_path
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator


def spellings(path: str) -> Iterator[str]:
    """The path as it was asked, then as we write addresses, each once.

    A phone or a file system may take an accent apart; posters are typed in capitals. The last one
    is how a redirect that somebody writes is stored (``RedirectForm``).
    """
    composed = normalize("NFC", path)
    lower = composed.lower()
    yield from dict.fromkeys((path, composed, current_path(lower, snapshot().former)))
