"""Sentences of a text, and those that are too long to be read at once."""

from __future__ import annotations

import re

MOST_WORDS = 25
# A word with its elision and hyphens counts for one: « l’aide », « rendez-vous ».
WORD = re.compile(r"\w+(?:[’'\-‑.]\w+)*")
# What ends with a full stop in the middle of a sentence; single capitals are initials.
SHORTENED = "|".join(
    (
        *("M", "MM", "Mme", "Mmes", "Mlle", "Dr", "Me", "St", "Ste", "av"),
        *("bd", "cf", "ex", "etc", "env", "art", "al", "p", "tél", "fig", "apr"),
    )
)
END = re.compile(r"[.!?…]+(?:\s*[»”)\]])*\s+(?=[«“(\[]?\s*[A-ZÀ-ÖØ-Þ0-9])")
ENDS_SHORTENED = re.compile(rf"\b(?:{SHORTENED}|[A-Z])$")


def sentences(text: str) -> list[str]:
    """Cut where a full stop, a question or an exclamation ends and a capital begins."""
    found, start = [], 0
    for end in END.finditer(text):
        is_full_stop = text[end.start()] == "."
        if is_full_stop and ENDS_SHORTENED.search(text[start : end.start()]):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [one for one in found if one]


def words_in(sentence: str) -> int:
    return len(WORD.findall(sentence))


def too_long(sentence: str) -> bool:
    return words_in(sentence) > MOST_WORDS
