"""What a person takes away: every exported field of the rows about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db.models import F

from maillage.personal_data.registry import all_rows, by_subject, own_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models.expressions import Combinable

    from maillage.personal_data.declarations import Personal, Rows
    from maillage.personal_data.subjects import Person, Subject


def export(person: Person) -> dict[str, list[dict[str, object]]]:
    """Name of each kind of row → the rows about the person, as values that JSON can hold.

    Kinds that hold nothing of them are left out.
    """
    found: dict[str, list[dict[str, object]]] = {}
    for rows in all_rows():
        kind = str(apps.get_model(rows.model)._meta.verbose_name_plural)
        for subject, fields in by_subject(rows).items():
            if exported := list(_exported(rows, subject, fields, person)):
                found.setdefault(kind, []).extend(exported)
    return found


def _exported(
    rows: Rows, subject: Subject, fields: list[Personal], person: Person
) -> Iterable[dict[str, object]]:
    names = exported_names(rows, fields)
    if not names:
        return
    model = apps.get_model(rows.model)
    about = model._base_manager.filter(subject.matches(person)).order_by("pk")
    context = {f"about_{name}": _expression(path) for name, path in rows.context.items()}
    for row in about.values(*names, **context):
        yield {name.removeprefix("about_"): _plain(value) for name, value in row.items()}


def exported_names(rows: Rows, fields: Iterable[Personal]) -> list[str]:
    """The names of those that are handed over; a link to a row is said by the context."""
    columns = own_fields(apps.get_model(rows.model))
    named = [name for one in fields if one.export is True for name in one.names]
    return [name for name in named if not columns[name].is_relation]


def _expression(path: str | Combinable) -> Combinable:
    return F(path) if isinstance(path, str) else path


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
