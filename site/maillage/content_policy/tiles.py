"""The tiles that an operator may put under the map; by default the map asks nobody anything."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TILES = re.compile(r"https://[\w.-]+(:\d+)?/[^\s'\";,]*")
PARTS = ("{z}", "{x}", "{y}")


def checked_tiles(url: str) -> str:
    """That address of tiles; raises ImproperlyConfigured on what is not one."""
    if url and not (TILES.fullmatch(url) and all(part in url for part in PARTS)):
        message = f"MAILLAGE_TILES_URL: not https://host/…{{z}}/{{x}}/{{y}}…: {url}"
        raise ImproperlyConfigured(message)
    return url


def tiles_origin(url: str) -> list[str]:
    """What the content policy has to allow for these tiles: one origin, or nothing."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if url else []
