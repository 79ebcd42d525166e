"""The clock on which hours are typed: that of where they count, and not of who types them.

Somebody who works from Paris for a portal of La Réunion writes the hours of La Réunion, and reads
them so. The help of each field names the clock.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django import forms
from django.core.validators import EMPTY_VALUES
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

# IANA name → name and "time of…"; the fifteen zones that French territories keep.
ZONES = {
    "Europe/Paris": (_("Paris"), _("Paris time")),
    "America/Guadeloupe": (_("Guadeloupe"), _("Guadeloupe time")),
    "America/Martinique": (_("Martinique"), _("Martinique time")),
    "America/Cayenne": (_("French Guiana"), _("French Guiana time")),
    "America/Miquelon": (
        _("Saint-Pierre-et-Miquelon"),
        _("Saint-Pierre-et-Miquelon time"),
    ),
    "America/St_Barthelemy": (
        _("Saint-Barthélemy"),
        _("Saint-Barthélemy time"),
    ),
    "America/Marigot": (_("Saint-Martin"), _("Saint-Martin time")),
    "Indian/Reunion": (_("La Réunion"), _("La Réunion time")),
    "Indian/Mayotte": (_("Mayotte"), _("Mayotte time")),
    "Indian/Kerguelen": (_("Kerguelen Islands"), _("Kerguelen Islands time")),
    "Pacific/Noumea": (_("New Caledonia"), _("New Caledonia time")),
    "Pacific/Tahiti": (_("Tahiti"), _("Tahiti time")),
    "Pacific/Marquesas": (
        _("Marquesas Islands"),
        _("Marquesas Islands time"),
    ),
    "Pacific/Gambier": (_("Gambier Islands"), _("Gambier Islands time")),
    "Pacific/Wallis": (_("Wallis-et-Futuna"), _("Wallis-et-Futuna time")),
}


def time_of(name: str) -> str:
    """``Paris time``; the IANA name for a zone of elsewhere."""
    return str(ZONES[name][1]) if name in ZONES else name


class OnOneClock:
    """A form all of whose hours, as they are typed and shown, are on one clock."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if is_hour(field):
                keep_time(field, self.clock)

    def clock(self) -> str:
        """The IANA name of its zone. What is cleaned before the hours may say which it is."""
        raise NotImplementedError


def is_hour(field: forms.Field) -> bool:
    """Whether a day is typed there with its hour: a moment, which a clock makes true."""
    return isinstance(field, forms.DateTimeField)


def keep_time(field: forms.DateTimeField, clock: Callable[[], str]) -> None:
    """Make a field of a form read and show its hour on that clock, and say so."""
    for reading in ("to_python", "prepare_value"):
        setattr(field, reading, _on(clock, getattr(field, reading)))
    name_clock(field, clock)


def name_clock(field: forms.Field, clock: Callable[[], str]) -> None:
    """Say in its help on which clock it is read."""
    said = lazy(lambda: gettext("In %(clock)s.") % {"clock": time_of(clock())}, str)()
    field.help_text = format_lazy("{} {}", field.help_text, said) if field.help_text else said


def _on(clock: Callable[[], str], stock: Callable[[object], object]) -> Callable[[object], object]:
    @wraps(stock)
    def on_it(value: object) -> object:
        if value in EMPTY_VALUES:
            return stock(value)
        with timezone.override(clock()):
            return stock(value)

    return on_it
