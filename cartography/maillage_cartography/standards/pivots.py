"""The identifier of a structure in the official registers: SIRET, RNA or RIDET."""

from __future__ import annotations

import re
from enum import StrEnum

UNKNOWN = "00000000000000"
LA_POSTE = "356000000"


class Register(StrEnum):
    """Who gave the identifier: INSEE, the associations' register, New Caledonia's ISEE."""

    SIRET = "SIRET"
    RNA = "RNA"
    RIDET = "RIDET"


class NotAPivot(ValueError):
    """The text is no identifier of these registers."""


def pivot(text: str) -> str:
    """The identifier without its spaces; "" when it is said to be unknown; raises NotAPivot."""
    compact = re.sub(r"[\s.-]", "", text).upper()
    if compact in {"", UNKNOWN}:
        return ""
    if register(compact) is None:
        raise NotAPivot(text)
    return compact


def register(compact: str) -> Register | None:
    """Which register the identifier is of; None for none."""
    if re.fullmatch(r"[0-9]{14}", compact) and _is_siret(compact):
        return Register.SIRET
    if re.fullmatch(r"W[0-9][0-9A-Z][0-9]{7}", compact):
        return Register.RNA
    if re.fullmatch(r"[0-9]{9,10}", compact):
        return Register.RIDET
    return None


def _is_siret(digits: str) -> bool:
    """Luhn's key; La Poste's establishments count their digits in fives instead."""
    return _luhn(digits) % 10 == 0 or (
        digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0
    )


def _luhn(digits: str) -> int:
    doubled = (int(d) * 2 if index % 2 else int(d) for index, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled)
