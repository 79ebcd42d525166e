"""A week's spans written in OSM's syntax."""

from __future__ import annotations

from itertools import groupby

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

Span = tuple[str, str]  # "09:00", "12:00"


def merged(spans: list[Span]) -> list[Span]:
    """In order, without the overlaps and the repeats."""
    found: list[Span] = []
    for begins, ends in sorted(set(spans)):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def week(days: list[list[Span]], suffix: str = "") -> str:
    """``Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00``; "" when no day has a span."""
    texts = [",".join(f"{begins}-{ends}" for begins, ends in merged(spans)) for spans in days]
    rules = []
    for text, run in groupby(zip(DAYS, texts, strict=False), key=lambda pair: pair[1]):
        names = [name for name, _text in run]
        if text:
            rules.append(
                f"{names[0]}-{names[-1]} {text}" if len(names) > 1 else f"{names[0]} {text}"
            )
    return "; ".join([*rules, suffix] if suffix else rules) if rules else ""
