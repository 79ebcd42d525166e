"""The cells of one row, read one by one into values; what cannot be is noted and left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from maillage_cartography.standards import lamednum
from maillage_cartography.standards.phones import e164
from maillage_cartography.standards.pivots import NotAPivot, pivot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

VALID_URL = URLValidator(schemes=["http", "https"])
# No place's own words are longer than a short story.
LONGEST_TEXT = 20_000
# No list of the standard has more.
MOST_VALUES = 50


@dataclass(frozen=True)
class Problem:
    """What is wrong at a line: the field, its value, the rule in words.

    ``refused``: the row was left out; otherwise it was kept without that value. ``fix`` is what
    to write instead, when it can be guessed: proposed to people, never done for them.
    """

    line: int
    field: str
    value: str
    rule: str
    refused: bool = False
    fix: str = ""


class Cells:
    """One row, already in the standard's fields."""

    def __init__(self, fields: dict[str, str], line: int) -> None:
        self.fields = {name: " ".join(fields.get(name, "").split()) for name in lamednum.FIELDS}
        self.fields["presentation_detail"] = fields.get("presentation_detail", "").strip()
        self.line = line
        self.problems: list[Problem] = []

    def __getitem__(self, name: str) -> str:
        return self.fields[name]

    @property
    def refused(self) -> bool:
        return any(problem.refused for problem in self.problems)

    def note(
        self, field: str, value: str, rule: str, *, refused: bool = False, fix: str = ""
    ) -> None:
        self.problems.append(Problem(self.line, field, value[:200], rule, refused, fix))

    def check(self, required: Iterable[str], lengths: dict[str, int]) -> None:
        """Refuse a row that lacks a field or whose own names are too long."""
        for name in required:
            if not self[name]:
                self.note(name, "", _("this field is required"), refused=True)
        for name, longest in lengths.items():
            if len(self[name]) > longest:
                self.note(name, self[name], _too_long(longest), refused=True)

    def day(self, name: str, *, required: bool) -> date | None:
        text = self[name][:10]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            rule = _("a date is written 2026-12-31")
            self.note(name, text, rule, refused=required, fix=_iso(text))
            return None

    def postal_code(self, only: str) -> str:
        """``only``: the one of the commune, which a source may leave out, "" if it has several."""
        if not self["code_postal"]:
            return only
        text = self["code_postal"].replace(" ", "").zfill(5)
        if re.fullmatch(r"[0-9]{5}", text):
            return text
        self.note("code_postal", self["code_postal"], _("a postal code has five digits"))
        return only

    def pivot(self) -> str:
        try:
            return pivot(self["pivot"])
        except NotAPivot:
            self.note("pivot", self["pivot"], _("this is no SIRET, RNA or RIDET number"))
            return ""

    def phone(self, departement: str) -> str:
        text = self["telephone"]
        number = e164(text, departement)
        if text and not number:
            self.note("telephone", text, _("this number cannot be called from everywhere"))
        return number

    def description(self) -> str:
        """A summary that is too long is kept whole at the head of the description."""
        summary, detail = self["presentation_resume"], self["presentation_detail"]
        if len(summary) > lamednum.SUMMARY_LENGTH:
            detail = f"{summary}\n\n{detail}".strip()
        if len(detail) > LONGEST_TEXT:
            self.note("presentation_detail", detail, _too_long(LONGEST_TEXT))
            return ""
        return detail

    def listed(self, name: str) -> str:
        """The values that the standard knows, in its own order."""
        values = set()
        for value in lamednum.split_cell(self[name])[:MOST_VALUES]:
            known = lamednum.recognised(name, value)
            if known is None:
                near = get_close_matches(value[:200], lamednum.LISTS[name], 1, 0.7)
                rule = _("this value is not in the standard's list")
                self.note(name, value, rule, fix=str(near[0]) if near else "")
            else:
                values.add(known)
        return lamednum.in_order(name, values)

    def values(self, name: str, longest: int) -> str:
        """Free words; those that the field has no room for are left out."""
        return self._fitting(name, lamednum.split_cell(self[name]), longest)

    def emails(self, name: str, longest: int) -> str:
        return self._checked(name, longest, _email, _("this is not a mail address"))

    def urls(self, name: str, longest: int) -> str:
        return self._checked(name, longest, _url, _("this is not a web address"))

    def _checked(self, name: str, longest: int, check: Callable[[str], str], rule: str) -> str:
        kept = []
        for value in lamednum.split_cell(self[name]):
            try:
                kept.append(check(value))
            except ValidationError:
                self.note(name, value, rule)
        return self._fitting(name, kept, longest)

    def _fitting(self, name: str, values: list[str], longest: int) -> str:
        kept = ""
        for value in values:
            more = f"{kept}{lamednum.SEPARATOR}{value}" if kept else value
            if len(more) > longest:
                self.note(name, value, _too_long(longest))
            else:
                kept = more
        return kept


def _too_long(longest: int) -> str:
    return _("longer than %(longest)s characters") % {"longest": longest}


def _iso(text: str) -> str:
    """``31/12/2026`` → ``2026-12-31``; "" for what is no date at all."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    if not found:
        return ""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return ""


def _email(value: str) -> str:
    validate_email(value)
    return value


def _url(value: str) -> str:
    """``www.exemple.fr`` gains its scheme."""
    address = value if re.match(r"(?i)https?://", value) else f"https://{value}"
    VALID_URL(address)
    return address
