"""Redirects of a file, each judged as one that is typed; what is refused stops no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.text import fold
from maillage_site.files import csv_table
from maillage_site.files.csv_table import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.forms import ModelForm

    from maillage_site.files.csv_table import Line, Table

    # The form of a redirect, filled as somebody who may write it would.
    Typed = Callable[[dict[str, object]], ModelForm]

COLUMNS = {
    "old_path": ("ancienne adresse", "ancienne", "de", "source", "old path", "from"),
    "redirect_link": ("nouvelle adresse", "nouvelle", "vers", "cible", "destination", "to"),
    "is_permanent": ("définitive", "permanente", "pour de bon", "permanent"),
}
MOST_LINES = 1000
YES = {"", "oui", "o", "1", "x", "vrai", "yes", "true"}
NO = {"non", "n", "0", "faux", "no", "false"}


@dataclass(frozen=True)
class Outcome:
    """A line of the file; ``said`` is why it is refused, and what to write."""

    number: int
    old_path: str
    link: str
    said: tuple[str, ...] = ()


def read_redirects(content: bytes) -> Table:
    """Raises UnreadableFile."""
    table = csv_table.read_table(content, COLUMNS)
    if len(table.lines) > MOST_LINES:
        message = _("The file has %(lines)d lines: %(most)d at most. Cut it in several files.")
        raise UnreadableFile(message % {"lines": len(table.lines), "most": MOST_LINES})
    return table


def rehearse(lines: Iterable[Line], typed: Typed) -> list[Outcome]:
    """What adding them would say, one after the other; nothing is kept."""
    with transaction.atomic():
        outcomes = [_add(line, typed) for line in lines]
        transaction.set_rollback(True)
    return outcomes


def add_all(lines: Iterable[Line], typed: Typed) -> list[Outcome]:
    """Add those that are not refused."""
    with transaction.atomic():
        return [_add(line, typed) for line in lines]


def _add(line: Line, typed: Typed) -> Outcome:
    old_path, link = line.values.get("old_path", ""), line.values.get("redirect_link", "")
    said = [line.fault] if line.fault else []
    permanent = fold(line.values.get("is_permanent", ""))
    if permanent not in YES | NO:
        message = _("définitive: “%(typed)s” is neither oui nor non.")
        said.append(message % {"typed": line.values["is_permanent"]})
    if not said:
        data = {"old_path": old_path, "redirect_link": link, "is_permanent": permanent in YES}
        form = typed(data)
        if form.is_valid():
            form.save()
        said = list(_sentences(form))
    return Outcome(line.number, old_path, link, tuple(said))


def _sentences(form: ModelForm) -> Iterator[str]:
    for name, errors in form.errors.items():
        for error in errors:
            known = name != NON_FIELD_ERRORS and name in COLUMNS
            yield f"{COLUMNS[name][0]} : {error}" if known else str(error)
