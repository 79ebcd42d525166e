"""Rows are deleted, emptied or kept as declared: at closing, and when their time is up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import transaction
from django.db.models import F, FileField, QuerySet

from maillage.personal_data.declarations import Clear, Delete
from maillage.personal_data.registry import all_rows, blank, by_subject, declared, own_fields

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import Field, Model

    from maillage.personal_data.declarations import Personal, Purge, Rows
    from maillage.personal_data.subjects import Person


class Found(NamedTuple):
    """Rows and the fields of them to erase."""

    rows: QuerySet
    fields: list[tuple[Personal, Delete | Clear]]


def everything_about(person: Person) -> list[Found]:
    """What closing erases, not yet read: ask before the transaction, as telling whose each
    session is takes as long as there are sessions.
    """
    return [found for rows in all_rows() for found in _about(rows, person)]


@transaction.atomic
def forget(person: Person, everything: list[Found], *, at: datetime) -> None:
    """Erase a person from every table, after each app has done what must come before."""
    for data in declared():
        if data.leave:
            data.leave(person, at)
    # All are found before any is touched: what finds a row is among what is erased.
    for found in [_held(found) for found in everything]:
        _erase(found)


def _about(rows: Rows, person: Person) -> Iterable[Found]:
    model = apps.get_model(rows.model)
    for subject, fields in by_subject(rows).items():
        erased = [(one, one.erasure) for one in fields if isinstance(one.erasure, Delete | Clear)]
        if erased:
            yield Found(model._base_manager.filter(subject.matches(person)), erased)


def _held(found: Found) -> Found:
    model = found.rows.model
    keys = list(found.rows.values_list("pk", flat=True))
    return found._replace(rows=model._base_manager.filter(pk__in=keys))


def clear(rows: QuerySet) -> int:
    """Empty what closing an account would empty, in these rows of one model; how many."""
    (declaration,) = [one for one in all_rows() if one.model == rows.model._meta.label]
    erased: list[tuple[Personal, Delete | Clear]] = [
        (one, one.erasure)
        for one in declaration.personal
        if one.subject is None and isinstance(one.erasure, Clear)
    ]
    return _erase(Found(rows, erased))


def purge(at: datetime) -> dict[str, int]:
    """Erase what has been kept as long as it may be; model → how many rows."""
    counted: dict[str, int] = {}
    for rows in all_rows():
        for rule, fields in rules(rows).items():
            overdue = _overdue(apps.get_model(rows.model), rule, at)
            if number := _purged(Found(overdue, [(one, _then(one, rule)) for one in fields])):
                counted[rows.model] = counted.get(rows.model, 0) + number
    return counted


def rules(rows: Rows) -> dict[Purge, list[Personal]]:
    """Each rule of a model with the fields it is about."""
    found: dict[Purge, list[Personal]] = {}
    for one in rows.personal:
        for rule in one.purges:
            found.setdefault(rule, []).append(one)
    return found


def _then(one: Personal, rule: Purge) -> Delete | Clear:
    erasure = rule.erasure or one.erasure
    if not isinstance(erasure, Delete | Clear):
        message = f"{one.fields}: a purge needs an erasure"
        raise TypeError(message)
    return erasure


def _overdue(model: type[Model], rule: Purge, at: datetime) -> QuerySet:
    since = F(rule.since) if isinstance(rule.since, str) else rule.since
    dated = model._base_manager.filter(rule.only).annotate(kept_since=since)
    return model._base_manager.filter(
        pk__in=dated.filter(kept_since__lt=at - rule.after).values("pk")
    )


@transaction.atomic
def _purged(found: Found) -> int:
    """Those that were emptied before are left alone."""
    if any(isinstance(erasure, Delete) for _one, erasure in found.fields):
        return _erase(found)
    blanks = {name: value for name, value in _emptied(found).items() if _is_constant(value)}
    return _erase(found._replace(rows=found.rows.exclude(**blanks)))


def _erase(found: Found) -> int:
    _delete_files(found)
    if any(isinstance(erasure, Delete) for _one, erasure in found.fields):
        counted = found.rows.count()
        found.rows.delete()
        return counted
    return found.rows.update(**_emptied(found))


def _emptied(found: Found) -> dict[str, object]:
    columns = own_fields(found.rows.model)
    return {
        name: _value(erasure, columns[name])
        for one, erasure in found.fields
        if isinstance(erasure, Clear)
        for name in one.names
    }


def _value(erasure: Clear, column: Field) -> object:
    if erasure.to is None:
        return blank(column)
    return erasure.to() if callable(erasure.to) else erasure.to


def _is_constant(value: object) -> bool:
    return not hasattr(value, "resolve_expression")


def _delete_files(found: Found) -> None:
    """Once it is certain: a file does not come back with a rollback."""
    columns = own_fields(found.rows.model).values()
    for column in columns:
        if isinstance(column, FileField):
            named = {name for one, _erasure in found.fields for name in one.names}
            if column.name in named:
                _delete_later(column, found.rows)


def _delete_later(column: FileField, rows: QuerySet) -> None:
    for name in filter(None, rows.values_list(column.name, flat=True)):
        transaction.on_commit(lambda name=name: column.storage.delete(name))
