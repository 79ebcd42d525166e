"""The family of drawings that pages choose from: one file, in the colours of the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SPRITE = "maillage/drawings.svg"
# Name of each symbol of the sprite, and what an editor reads in the list.
DRAWINGS = {
    "account": _("An account on a screen"),
    "appointment": _("An appointment in a calendar"),
    "bank": _("A bank card"),
    "car": _("A car"),
    "computer": _("A computer"),
    "family": _("A family"),
    "form": _("A form"),
    "health": _("A health card"),
    "hearing": _("A person who reads what is said"),
    "help": _("Two people at a table"),
    "home": _("A house"),
    "identity": _("An identity card"),
    "languages": _("Two languages"),
    "letter": _("A letter"),
    "messages": _("Two bubbles of messages"),
    "password": _("A padlock"),
    "pension": _("A retired person under a tree"),
    "phone": _("A phone"),
    "printer": _("A printer"),
    "reading": _("An open book"),
    "safe-copy": _("A copy kept safe"),
    "scam": _("A message that warns"),
    "scan": _("A phone above a paper"),
    "second-hand": _("A refurbished computer"),
    "sight": _("An eye behind a magnifier"),
    "signature": _("A signature"),
    "storage": _("A folder that fills up"),
    "studies": _("A graduation cap"),
    "taxes": _("A tax notice"),
    "video": _("A video call"),
    "wifi": _("Wi-Fi waves"),
    "work": _("A briefcase"),
    "workshop": _("A workshop"),
}
