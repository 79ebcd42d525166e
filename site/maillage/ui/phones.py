"""French phone numbers, as read and as dialled."""

from __future__ import annotations

import re

PREFIXES = re.compile(r"\+(33|262|508|590|594|596|681|687|689)(?:\(0\)|0)?(\d+)")
# The départements overseas share the ten digits of the others: dialled alike from either side.
TEN_DIGITS = re.compile(r"\+(?:33|262|590|594|596)(\d{9})")
TEN_DIGITS_WRITTEN = re.compile(r"(?<!\d)0\d(?:[ .\u00a0\u202f]?\d\d){4}(?!\d)")
SOLID = "\u00a0"


def tel(number: str) -> str:
    """The value of a ``tel:`` link: digits and a leading plus."""
    kept = re.sub(r"[^\d+()]", "", number.strip())
    kept = re.sub(r"^00", "+", kept)
    return re.sub(r"[()]", "", kept.replace("(0)", ""))


def with_calls(text: str) -> str:
    """The same HTML, where each French number of ten digits is a link that calls it."""
    return TEN_DIGITS_WRITTEN.sub(
        lambda found: f'<a href="tel:{tel(found[0])}">{found[0]}</a>', text
    )


def phone(number: str) -> str:
    """``03 85 39 55 00``, ``02 62 90 20 20``; where ten digits do not lead, the prefix stays."""
    dialled = tel(number)
    if ten := TEN_DIGITS.fullmatch(dialled):
        dialled = f"0{ten[1]}"
    if re.fullmatch(r"0\d{9}", dialled):
        return SOLID.join(dialled[i : i + 2] for i in range(0, 10, 2))
    if found := PREFIXES.fullmatch(dialled):
        rest = re.sub(r"(\d{2,3}?)(?=(\d\d)+$)", rf"\1{SOLID}", found[2])
        return f"+{found[1]}{SOLID}{rest}"
    return number.strip()
