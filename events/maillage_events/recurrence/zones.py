"""The time zone an event is told in."""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata

from maillage.scope import NATIONAL_ZONE
from maillage.territories.clocks import ZONES


def zone_choices() -> list[tuple[str, object]]:
    return [(name, label) for name, (label, _time_of) in ZONES.items()]


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name; Paris for a name nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(NATIONAL_ZONE)


@lru_cache(maxsize=1)
def data_version() -> str:
    """Edition of the zones in use, such as ``2026f``: the system's when it keeps one, else ours.

    ``zoneinfo`` reads the system's files first, then those of the package ``tzdata``.
    """
    for folder in zoneinfo.TZPATH:
        index = Path(folder) / "tzdata.zi"
        if index.is_file():
            with index.open(encoding="ascii", errors="replace") as lines:
                return lines.readline().removeprefix("# version ").strip()[:16]
    return tzdata.IANA_VERSION
