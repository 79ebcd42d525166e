"""Portals one after the other, each in its own transaction: what is refused stops no other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.creation.csv_file import column_of
from maillage_site.creation.opening import make_portal, put_online, unfinished_pages
from maillage_site.creation.territory_names import TerritoryNames
from maillage_site.creation.typed import FIELDS, understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from maillage_site.creation.csv_file import Line
    from maillage_site.creation.opening import Made


class State(Enum):
    """What became of a line."""

    MADE = "made"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """A line of the file: ``name`` is the portal's, or what was typed; ``said`` is its mistakes,
    or what is online and left to write.
    """

    number: int
    state: State
    name: str
    said: tuple[str, ...] = ()
    new_members: int = 0


def make_all(lines: Iterable[Line], *, at: datetime, online: bool) -> Iterator[Outcome]:
    """Make, or complete, the portal of each line; ``online`` puts it online at once."""
    names = TerritoryNames()
    seen: dict[int, int] = {}
    for line in lines:
        with translation.override(DEFAULT_LANGUAGE):
            outcome = _one(line, names, seen, at=at, online=online)
        yield outcome


def _one(
    line: Line, names: TerritoryNames, seen: dict[int, int], *, at: datetime, online: bool
) -> Outcome:
    name = line.values.get("title") or line.values.get("territory", "")
    if line.fault:
        return Outcome(line.number, State.REFUSED, name, (line.fault,))
    try:
        made = _make(line, names, seen, at=at, online=online)
    except ValidationError as error:
        return Outcome(line.number, State.REFUSED, name, tuple(_sentences(error)))
    state = State.MADE if made.created else State.THERE
    said = tuple(_left_to_write(made)) if online else ()
    return Outcome(line.number, state, made.portal.title, said, len(made.new_members))


@transaction.atomic
def _make(
    line: Line, names: TerritoryNames, seen: dict[int, int], *, at: datetime, online: bool
) -> Made:
    wanted = understood(line.values, names)
    first = seen.setdefault(wanted.territory.pk, line.number)
    if first != line.number:
        message = _("This territory is already on line %(line)s: delete one of the two.")
        raise ValidationError({"territory": message % {"line": first}})
    made = make_portal(wanted, at=at)
    if online:
        put_online(made.portal)
    return made


def _left_to_write(made: Made) -> Iterator[str]:
    for page in unfinished_pages(made.portal):
        yield _("“%(page)s” is online with words left “to be completed”.") % {"page": page.title}


def _sentences(error: ValidationError) -> Iterator[str]:
    """Each mistake after the name of its column, in the order of the columns."""
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    found = error.message_dict
    for field in (*FIELDS, *(name for name in found if name not in FIELDS)):
        for message in found.get(field, ()):
            known = field in FIELDS and field != NON_FIELD_ERRORS
            yield f"{column_of(field)} : {message}" if known else message
