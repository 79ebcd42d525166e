"""Opening hours told in French words, when every word of them is understood. Pure.

``Du lundi au jeudi : 9h-12h et 14h-17h30 ; vendredi 9h-12h`` → ``Mo-Th 09:00-12:00,14:00-17:30; Fr
09:00-12:00``. One word too many (*sauf*, *vacances*, *sur rendez-vous*) and nothing is said: what
is guessed would send people to a closed door.
"""

from __future__ import annotations

import html
import re

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
TAG = re.compile(r"<[^<>]{0,40}>")
GLUED = re.compile(rf"(?<=\d)(?=(?:le|du|{'|'.join(DAYS)})\b)")
WEEK_END = re.compile(r"\bweek-?ends?\b")
TOKEN = re.compile(
    r"""
    (?P<day>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?(?![a-z])
    | (?P<time>(?P<hour>[01]?\d|2[0-4])\s*(?:h(?:eures?\b)?\s*(?P<minute>[0-5]\d)?
        | :(?P<colon>[0-5]\d)))(?!\d)
    | (?P<to>-|–|—|\bau\b|à)
    | (?P<also>et\b|,|;|/|\.|&)
    | (?P<off>ferm[ée]e?s?\s+(?:le|les)\b)
    | (?P<idle>[:"”]|\b(?:du|de|le|les|des|ouvert|ouverte|ouverts|horaires|ouverture|d['’]ouverture
        |permanences?)\b)
    | (?P<space>\s+)
    """,
    re.VERBOSE,
)
Token = tuple[str, str]


class NotUnderstood(ValueError):
    """A word, or the order of the words, is not among those that are sure."""


def osm_of(text: str) -> str:
    """The same in OSM's syntax; "" when it is not surely understood."""
    plain = TAG.sub(" ", html.unescape(text)).replace("\xa0", " ").casefold()
    plain = WEEK_END.sub("samedi et dimanche", GLUED.sub(" ", plain))
    try:
        groups = _open_days(_tokens(plain))
    except NotUnderstood:
        return ""
    said = [day for days, _spans in groups for day in days]
    if not groups or len(said) != len(set(said)):
        return ""
    return "; ".join(f"{_days(days)} {','.join(spans)}" for days, spans in groups)


def _tokens(text: str) -> list[Token]:
    found, position = [], 0
    while position < len(text):
        token = TOKEN.match(text, position)
        if token is None:
            raise NotUnderstood
        kind = str(token.lastgroup)
        position = token.end()
        if token["time"]:
            minute = token["minute"] or token["colon"] or "00"
            found.append(("time", f"{int(token['hour']):02d}:{minute}"))
        elif kind not in {"space", "idle"}:
            found.append((kind, token[0].rstrip("s") if kind == "day" else ""))
    return found


def _open_days(tokens: list[Token]) -> list[tuple[list[int], list[str]]]:
    """The groups, without the days on which it is closed, which may be said at the end."""
    off = next((n for n, (kind, _value) in enumerate(tokens) if kind == "off"), len(tokens))
    groups, closed = _groups(tokens[:off]), tokens[off + 1 :]
    days, rest = _read_days(closed) if closed else ([], [])
    if rest or bool(days) is (off == len(tokens)):
        raise NotUnderstood
    kept = [([day for day in its if day not in days], spans) for its, spans in groups]
    return [(its, spans) for its, spans in kept if its]


def _groups(tokens: list[Token]) -> list[tuple[list[int], list[str]]]:
    """Days then hours, as many times as it is said."""
    found, rest = [], tokens
    while rest:
        days, rest = _read_days(rest)
        spans, rest = _read_spans(rest)
        found.append((days, spans))
    return found


def _read_days(tokens: list[Token]) -> tuple[list[int], list[Token]]:
    days: list[int] = []
    ranged, rest = False, tokens
    while rest:
        kind, value = rest[0]
        if kind == "day":
            day = DAYS.index(value)
            days += range(days[-1] + 1, day + 1) if ranged else [day]
            ranged = False
        elif kind == "to" and days and not ranged:
            ranged = True
        elif kind == "time":
            break
        elif kind != "also" or ranged:
            raise NotUnderstood
        rest = rest[1:]
    if not days or ranged or sorted(set(days)) != days:
        raise NotUnderstood
    return days, rest


def _read_spans(tokens: list[Token]) -> tuple[list[str], list[Token]]:
    spans: list[str] = []
    while tokens and tokens[0][0] != "day":
        kinds = [kind for kind, _value in tokens[:5]]
        # "12h à 21h - du mercredi": between a span and a day, a dash only separates.
        if kinds[0] == "also" or (spans and kinds[:2] == ["to", "day"]):
            tokens = tokens[1:]
            continue
        on_and_on = kinds[3:4] == ["to"] and kinds[4:] != ["day"]
        if kinds[:3] != ["time", "to", "time"] or on_and_on:
            raise NotUnderstood
        begins, ends = tokens[0][1], tokens[2][1]
        if begins >= ends or (spans and spans[-1][6:] > begins):
            raise NotUnderstood
        spans.append(f"{begins}-{ends}")
        tokens = tokens[3:]
    if not spans:
        raise NotUnderstood
    return spans, tokens


def _days(days: list[int]) -> str:
    """``[0, 1, 2, 4]`` → ``Mo-We,Fr``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        OSM_DAYS[run[0]] if len(run) == 1 else f"{OSM_DAYS[run[0]]}-{OSM_DAYS[run[-1]]}"
        for run in runs
    )
