"""The time zone an event is told in."""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata
from django.utils.translation import gettext_lazy as _

from maillage.scope import NATIONAL_ZONE

# IANA name → name and "time of…"; the fifteen zones that French territories keep.
ZONES = {
    "Europe/Paris": (_("Paris"), _("Paris time")),
    "America/Guadeloupe": (_("Guadeloupe"), _("Guadeloupe time")),
    "America/Martinique": (_("Martinique"), _("Martinique time")),
    "America/Cayenne": (_("French Guiana"), _("French Guiana time")),
    "America/Miquelon": (_("Saint-Pierre-et-Miquelon"), _("Saint-Pierre-et-Miquelon time")),
    "America/St_Barthelemy": (_("Saint-Barthélemy"), _("Saint-Barthélemy time")),
    "America/Marigot": (_("Saint-Martin"), _("Saint-Martin time")),
    "Indian/Reunion": (_("La Réunion"), _("La Réunion time")),
    "Indian/Mayotte": (_("Mayotte"), _("Mayotte time")),
    "Indian/Kerguelen": (_("Kerguelen Islands"), _("Kerguelen Islands time")),
    "Pacific/Noumea": (_("New Caledonia"), _("New Caledonia time")),
    "Pacific/Tahiti": (_("Tahiti"), _("Tahiti time")),
    "Pacific/Marquesas": (_("Marquesas Islands"), _("Marquesas Islands time")),
    "Pacific/Gambier": (_("Gambier Islands"), _("Gambier Islands time")),
    "Pacific/Wallis": (_("Wallis-et-Futuna"), _("Wallis-et-Futuna time")),
}


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


def time_of(name: str) -> str:
    """``Paris time``; the IANA name for a zone of elsewhere."""
    return str(ZONES[name][1]) if name in ZONES else name
