"""The time zone an event is told in."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from maillage.scope import NATIONAL_ZONE

# IANA name → the words readers know it by; the fifteen zones French territories keep.
ZONES = {
    "Europe/Paris": _("Paris"),
    "America/Guadeloupe": _("Guadeloupe"),
    "America/Martinique": _("Martinique"),
    "America/Cayenne": _("French Guiana"),
    "America/Miquelon": _("Saint-Pierre-et-Miquelon"),
    "America/St_Barthelemy": _("Saint-Barthélemy"),
    "America/Marigot": _("Saint-Martin"),
    "Indian/Reunion": _("La Réunion"),
    "Indian/Mayotte": _("Mayotte"),
    "Indian/Kerguelen": _("Kerguelen Islands"),
    "Pacific/Noumea": _("New Caledonia"),
    "Pacific/Tahiti": _("Tahiti"),
    "Pacific/Marquesas": _("Marquesas Islands"),
    "Pacific/Gambier": _("Gambier Islands"),
    "Pacific/Wallis": _("Wallis-et-Futuna"),
}


def zone_choices() -> list[tuple[str, object]]:
    return list(ZONES.items())


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name; Paris for a name nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(NATIONAL_ZONE)


def zone_label(name: str) -> str:
    """What readers call it: ``La Réunion``; the IANA name for a zone of elsewhere."""
    return str(ZONES.get(name, name))
