"""The words an app classifies the fields of its models with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, timedelta

    from django.db.models.expressions import Combinable

    from maillage.personal_data.subjects import Person, Subject

EDITORS = "written by editors to be published: may name people"
EMPTIED = "it leads to the emptied account, and to nobody"


@dataclass(frozen=True)
class Delete:
    """The whole row goes; so do its files."""


@dataclass(frozen=True)
class Clear:
    """The field is emptied, or becomes ``to``: a value, an expression, or what makes a value."""

    to: object = None


@dataclass(frozen=True)
class Keep:
    """The field stays as it is, for that reason."""

    reason: str


Erasure = Delete | Clear | Keep


@dataclass(frozen=True, kw_only=True)
class Purge:
    """Rows go, or are emptied, once ``after`` has passed ``since``, with nobody asking.

    ``since`` is a path to a moment, or an expression; ``event`` says it in words. ``only`` narrows
    the rows. ``erasure`` is what happens then, by default what closing does to the field.
    """

    after: timedelta
    since: str | Combinable
    event: str
    only: Q = field(default_factory=Q)
    erasure: Delete | Clear | None = None


@dataclass(frozen=True)
class NotPersonal:
    """Names of fields, separated by spaces, that say nothing of a person."""

    fields: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.fields.split())


@dataclass(frozen=True)
class Personal(NotPersonal):
    """Names of fields that say something of a person: why, how long, and what becomes of it.

    ``retention`` is a sentence when something else enforces it. ``export`` is why a field is not
    handed over, when it is not. ``subject`` is who the fields are about, by default who the row is
    about; nobody with an account when neither is given, and then they can only be kept.
    """

    purpose: str = field(kw_only=True)
    retention: str | tuple[Purge, ...] = field(kw_only=True)
    erasure: Erasure = field(kw_only=True)
    export: bool | str = field(default=True, kw_only=True)
    subject: Subject | None = field(default=None, kw_only=True)

    @property
    def purges(self) -> tuple[Purge, ...]:
        return () if isinstance(self.retention, str) else self.retention


@dataclass(frozen=True)
class Rows:
    """The fields of one model (``app_label.Model``), each in exactly one class.

    ``subject`` is who a row is about. ``context``: name → path or expression, what an exported row
    says beside its own fields, so that it can be understood. ``vendor``: the database that alone
    has the table.
    """

    model: str
    fields: tuple[NotPersonal, ...]
    subject: Subject | None = None
    context: Mapping[str, str | Combinable] = field(default_factory=dict, compare=False)
    vendor: str = ""

    @property
    def personal(self) -> Iterator[Personal]:
        return (one for one in self.fields if isinstance(one, Personal))

    def subject_of(self, one: Personal) -> Subject | None:
        return one.subject or self.subject


@dataclass(frozen=True)
class AppData:
    """The value ``personal_data`` of an app's ``personal_data.py``.

    ``leave(person, at)`` does what must come before erasing, inside the transaction that closes
    the account: seats are given back, those who wait are told.
    """

    rows: tuple[Rows, ...]
    leave: Callable[[Person, datetime], None] | None = None


def editorial(fields: str) -> Personal:
    """Fields that editors publish: people named there ask the editors."""
    return Personal(
        fields,
        purpose=EDITORS,
        retention="as long as what it belongs to",
        export="it is published; it is not known whom it names",
        erasure=Keep("editors correct it when somebody named there asks"),
    )


def acted(fields: str, by: Subject, *, on: str = "what was done stays accountable") -> Personal:
    """Who did something in the administration, and when."""
    return Personal(
        fields,
        subject=by,
        purpose=f"who did it, and when: {on}",
        retention="as long as what it belongs to",
        erasure=Keep(EMPTIED),
    )
