r"""Shapes of files that an operator declares in TOML, without writing code.

::

    name = "gironde"
    marks = ["lieu", "coord. x"]            # columns that tell the file; case is ignored
    required = ["id", "nom", "commune"]     # without them, a row is refused
    projection = "lambert93"                # when latitude and longitude hold x and y; optional

    [fields]                                # field of the standard = text, columns in braces
    id = "{lieu} {commune}"
    source = "Département de la Gironde"

    [patterns]                              # of that text, keep what the first group finds
    code_postal = '(\d{5})'

    [dates]                                 # how a date is written there
    date_maj = "%d/%m/%Y"

    [week]                                  # a column a day, when hours are written so
    lundi = "horaires_lundi"

    [[choices]]                             # a value of a list, when a column holds some words
    field = "services"
    column = "services"
    contains = "démarches"                  # left out: when the column holds anything
    gives = "Aide aux démarches administratives"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from maillage_cartography.imports.dialects.lambert93 import degrees
from maillage_cartography.imports.dialects.weeks import week
from maillage_cartography.standards import lamednum

FOLDER = Path(__file__).with_name("mappings")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
COLUMN = re.compile(r"\{([^{}]+)\}")
SPAN = re.compile(
    r"(\d{1,2})\s*(?:[hH:]\s*(\d\d)?)\s*(?:-|–|/|à|a)\s*(\d{1,2})\s*(?:[hH:]\s*(\d\d)?)"
)
BETWEEN = re.compile(r"[\s,;/.&]|et|puis", re.IGNORECASE)
CLOSED = re.compile(r"\s*(ferm[ée]e?|-|x)?\s*\.?\s*", re.IGNORECASE)
LONGEST_ID = 120


class BadMapping(ValueError):
    """The declaration cannot be used; its message is for people."""


@dataclass(frozen=True)
class Mapping:
    """One declared shape; ``translate`` is what the import asks of it."""

    name: str
    marks: frozenset[str]
    required: tuple[str, ...]
    fields: dict[str, str]
    patterns: dict[str, re.Pattern] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    week: dict[str, str] = field(default_factory=dict)
    choices: tuple[dict[str, str], ...] = ()
    projection: str = ""

    def translate(self, cells: dict[str, str]) -> dict[str, str]:
        """A row in the standard's fields."""
        found = {name: self._text(name, template, cells) for name, template in self.fields.items()}
        for choice in self.choices:
            _choose(found, choice, cells)
        if self.week:
            found["horaires"] = hours([cells.get(self.week.get(day, ""), "") for day in DAYS])
        if self.projection:
            found["latitude"], found["longitude"] = degrees(
                found.get("latitude", ""), found.get("longitude", "")
            )
        found["id"] = " ".join(found.get("id", "").split())[:LONGEST_ID]
        return found

    def _text(self, name: str, template: str, cells: dict[str, str]) -> str:
        text = COLUMN.sub(lambda column: cells.get(column[1].strip().lower(), ""), template)
        text = text.strip()
        if name in self.patterns:
            matched = self.patterns[name].search(text)
            text = matched[1].strip() if matched else ""
        if name in self.dates:
            text = _date(text, self.dates[name])
        return text


@cache
def built_in() -> tuple[Mapping, ...]:
    """The shapes declared beside the code, in the order of their names."""
    return tuple(parse(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))


def parse(text: str) -> Mapping:
    """Read a declaration. Raises BadMapping."""
    try:
        said: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadMapping(_("This is not TOML: %(error)s.") % {"error": error}) from error
    try:
        return _mapping(said)
    except (KeyError, TypeError, AttributeError, re.error, IndexError) as error:
        message = _("The declaration is incomplete or badly written: %(error)s.")
        raise BadMapping(message % {"error": error}) from error


def _mapping(said: dict[str, Any]) -> Mapping:
    fields = {str(name): str(text) for name, text in said["fields"].items()}
    unknown = sorted(fields.keys() - set(lamednum.FIELDS))
    choices = tuple({k: str(v) for k, v in choice.items()} for choice in said.get("choices", ()))
    unknown += [choice["field"] for choice in choices if choice["field"] not in lamednum.LISTS]
    if unknown:
        message = _("These are not fields of the standard: %(names)s.")
        raise BadMapping(message % {"names": ", ".join(unknown)})
    patterns = {name: re.compile(text) for name, text in said.get("patterns", {}).items()}
    if any(not pattern.groups for pattern in patterns.values()):
        raise BadMapping(_("A pattern has to hold a group, in round brackets."))
    return Mapping(
        name=str(said["name"]),
        marks=frozenset(str(mark).lower() for mark in said["marks"]),
        required=tuple(said.get("required", ("id", "nom", "commune"))),
        fields=fields,
        patterns=patterns,
        dates={str(k): str(v) for k, v in said.get("dates", {}).items()},
        week={str(day): str(column).lower() for day, column in said.get("week", {}).items()},
        choices=tuple(
            choice | {"column": choice["column"].lower(), "gives": choice["gives"]}
            for choice in choices
        ),
        projection=str(said.get("projection", "")),
    )


def _choose(found: dict[str, str], choice: dict[str, str], cells: dict[str, str]) -> None:
    cell = cells.get(choice["column"], "")
    if not cell or choice.get("contains", "").lower() not in cell.lower():
        return
    before = found.get(choice["field"], "")
    found[choice["field"]] = f"{before}|{choice['gives']}" if before else choice["gives"]


def _date(text: str, written: str) -> str:
    """As ISO; what is not written so is left as it is, to be reported."""
    try:
        return datetime.strptime(text, written).date().isoformat() if text else ""  # noqa: DTZ007
    except ValueError:
        return text


def hours(cells: list[str]) -> str:
    """OSM's syntax for seven days; the source's own words when one of them says more than spans."""
    days = [_spans(cell) for cell in cells]
    if None not in days:
        return week([spans or [] for spans in days])
    told = [f"{day} {cell}" for day, cell in zip(DAYS, cells, strict=True) if cell]
    return " ; ".join(told)


def _spans(cell: str) -> list[tuple[str, str]] | None:
    """None for what is neither spans nor "closed"."""
    if CLOSED.fullmatch(cell):
        return []
    if BETWEEN.sub("", SPAN.sub("", cell)):
        return None
    spans = []
    for h1, m1, h2, m2 in SPAN.findall(cell):
        begins, ends = f"{int(h1):02d}:{m1 or '00'}", f"{int(h2):02d}:{m2 or '00'}"
        if not begins < ends <= "24:00":
            return None
        spans.append((begins, ends))
    return spans
