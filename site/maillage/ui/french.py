"""How French is written on screen: times, dates, distances, counts, narrow spaces.

Pure: no Django, no time zone; a moment is shown as it is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maillage.text import fold

if TYPE_CHECKING:
    from datetime import date, datetime, time

NARROW = "\u202f"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
WORDS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)

CONTRACTED = {"Le ": "du", "Les ": "des"}
# Towns whose h is silent; the others keep their "de", as Le Havre, Haguenau and Houilles do.
ELIDED_TOWNS = (
    *("halluin", "haubourdin", "hautmont", "hazebrouck", "hendaye", "henin", "hennebont"),
    *("herblay", "hericourt", "herouville", "hirson", "hyeres", "yerres"),
)
Y_VOWEL = re.compile("y[^aeiou]")

SPACES = "[ \u00a0\u202f]"
BEFORE_SIGN = re.compile(f"{SPACES}+([;:!?»%€])")
AFTER_GUILLEMET = re.compile(f"«{SPACES}+")
HOUR = re.compile(rf"(?<=\d){SPACES}h(?:{SPACES}(?=\d\d)|\b)")
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
UNIT = re.compile(r"(?<=\d) (?=(?:km|m|min|kg|Mo|ko)\b)")


def typo(text: str) -> str:
    """Make the spaces that must not break narrow and solid; never add a space.

    Safe on HTML: only existing spaces change.
    """
    text = BEFORE_SIGN.sub(NARROW + r"\1", text)
    text = AFTER_GUILLEMET.sub("«" + NARROW, text)
    text = HOUR.sub(lambda found: re.sub(SPACES, NARROW, found[0]), text)
    text = THOUSANDS.sub(NARROW, text)
    return UNIT.sub(NARROW, text)


def of_town(name: str) -> str:
    """``d’Autun``, ``du Creusot``, ``des Abymes``, ``de La Rochelle``, ``d’Hyères``."""
    for article, contracted in CONTRACTED.items():
        if name.startswith(article):
            return f"{contracted} {name[len(article) :]}"
    key = fold(name)
    silent = key[:1] in set("aeiou") or key.startswith(ELIDED_TOWNS) or Y_VOWEL.match(key)
    return f"d’{name}" if silent else f"de {name}"


def near_town(name: str) -> str:
    """``près de Mâcon``, ``près d’Autun``, ``près du Creusot``."""
    return f"près {of_town(name)}"


def hour(moment: time | datetime) -> str:
    """``17 h 30``, ``9 h``."""
    minutes = f"{NARROW}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NARROW}h{minutes}"


def day(when: date) -> str:
    """``mardi 8 décembre``, ``vendredi 1er janvier``."""
    number = "1er" if when.day == 1 else str(when.day)
    return f"{DAYS[when.weekday()]} {number} {MONTHS[when.month - 1]}"


def day_year(when: date) -> str:
    return f"{day(when)} {when.year}"


def day_hour(when: datetime) -> str:
    return f"{day(when)} à {hour(when)}"


def short_day(when: date) -> str:
    """``mar.``, above the number in a date block."""
    return DAYS[when.weekday()][:3] + "."


def short_month(when: date) -> str:
    return SHORT_MONTHS[when.month - 1]


def number(value: float) -> str:
    """``2 845``, ``3,2``: narrow spaces, decimal comma, one decimal at most."""
    rounded = round(value, 1)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    return text.replace(",", NARROW).replace(".", ",")


def distance(kilometres: float) -> str:
    """``à 3,2 km``, ``à 400 m``, ``à moins de 100 m``."""
    if kilometres < 0.1:
        return f"à moins de 100{NARROW}m"
    if kilometres < 0.95:
        return f"à {round(kilometres * 10) * 100}{NARROW}m"
    rounded = round(kilometres) if kilometres >= 10 else kilometres
    return f"à {number(rounded)}{NARROW}km"


def in_words(count: int) -> str:
    """``trois``; figures beyond sixteen."""
    return WORDS[count] if 0 <= count < len(WORDS) else number(count)
