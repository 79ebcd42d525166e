"""What tells one portal from another."""

from __future__ import annotations

from dataclasses import dataclass, field

from maillage.ui.theme import NATIONAL, Brand


@dataclass(frozen=True)
class Identity:
    """What tells one portal from another; empty parts come from the territory.

    ``publisher`` answers for the portal, ``director`` for what it publishes (a person, by name);
    ``hosting`` names the host with its address and phone; ``contact`` is the address people may
    write to, ``phone`` the number of somebody who answers, and ``phone_hours`` when. What is not
    known yet is left "to be completed" in the legal notice.
    """

    name: str = ""
    slug: str = ""
    summary: str = ""
    brand: Brand = field(default=NATIONAL)
    publisher: str = ""
    contact: str = ""
    director: str = ""
    hosting: str = ""
    phone: str = ""
    phone_hours: str = ""
