"""Every declaration of the installed apps, and what is missing from them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection
from django.utils.module_loading import module_has_submodule

from maillage.personal_data.declarations import AppData, Clear, Delete, Keep, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Field, Model

    from maillage.personal_data.declarations import Erasure, Personal
    from maillage.personal_data.subjects import Subject

NAME = "personal_data"
NO_BLANK = object()


@cache
def declared() -> tuple[AppData, ...]:
    """What each installed app says, in their order: those switched off too, their rows stay."""
    found = [
        import_module(f"{config.name}.{NAME}").personal_data
        for config in apps.get_app_configs()
        if config.module and module_has_submodule(config.module, NAME)
    ]
    return tuple(found)


def all_rows() -> list[Rows]:
    """Those of the tables that exist: in this database, of plugins that were not removed."""
    return [rows for data in declared() for rows in data.rows if _exists(rows)]


def _exists(rows: Rows) -> bool:
    if rows.vendor and rows.vendor != connection.vendor:
        return False
    config = apps.app_configs.get(rows.model.partition(".")[0])
    return not getattr(config, "removed", False)


def own_fields(model: type[Model]) -> dict[str, Field]:
    """The columns of the model's own table."""
    return {one.name: one for one in model._meta.local_concrete_fields}


def tables() -> list[type[Model]]:
    """Every installed model that has a table of its own, those that Django makes included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def unclassified(models: Iterable[type[Model]], declared: Iterable[Rows]) -> list[str]:
    """``app.Model.field`` of what nobody classified."""
    known = {rows.model: {name for one in rows.fields for name in one.names} for rows in declared}
    return sorted(
        f"{model._meta.label}.{name}"
        for model in models
        for name in own_fields(model)
        if name not in known.get(model._meta.label, ())
    )


def mistakes(models: Iterable[type[Model]], declared: Iterable[Rows]) -> list[str]:
    """What declarations say of models or fields that are gone, twice, or that cannot be done."""
    installed = {model._meta.label: model for model in models}
    declared = list(declared)
    counted = Counter(rows.model for rows in declared)
    found = [f"{label} is declared twice" for label, times in counted.items() if times > 1]
    for rows in declared:
        if rows.model not in installed:
            found.append(f"{rows.model} is not installed")
        else:
            found += _mistakes(rows, own_fields(installed[rows.model]))
    return sorted(found)


def _mistakes(rows: Rows, columns: dict[str, Field]) -> Iterator[str]:
    counted = Counter(name for one in rows.fields for name in one.names)
    for name, times in counted.items():
        if name not in columns:
            yield f"{rows.model}.{name} does not exist"
        elif times > 1:
            yield f"{rows.model}.{name} is classified twice"
    for one in rows.personal:
        yield from _undoable(rows, one, columns)
    for subject, fields in by_subject(rows).items():
        kinds = {type(one.erasure) for one in fields}
        if Delete in kinds and len(kinds) > 1:
            yield f"{rows.model}: rows found by {subject.said} are both deleted and kept"


def _undoable(rows: Rows, one: Personal, columns: dict[str, Field]) -> Iterator[str]:
    if rows.subject_of(one) is None and not isinstance(one.erasure, Keep):
        yield f"{rows.model}: {one.fields} is about nobody, and can only be kept"
    if isinstance(one.erasure, Keep) and not all(rule.erasure for rule in one.purges):
        yield f"{rows.model}: {one.fields} is purged without an erasure"
    erasures = [one.erasure, *(rule.erasure for rule in one.purges if rule.erasure)]
    for name in one.names:
        if name in columns and not all(_can_be_done(each, columns[name]) for each in erasures):
            yield f"{rows.model}.{name} cannot be emptied"


def _can_be_done(erasure: Erasure, column: Field) -> bool:
    empties = isinstance(erasure, Clear) and erasure.to is None
    return not empties or blank(column) is not NO_BLANK


def blank(column: Field) -> object:
    """What an empty field holds; NO_BLANK when it cannot be empty."""
    if column.null:
        return None
    if column.has_default():
        return column.get_default()
    return "" if column.empty_strings_allowed else NO_BLANK


def by_subject(rows: Rows) -> dict[Subject, list[Personal]]:
    """The personal fields of a model by who they are about; those about nobody known left out."""
    found: dict[Subject, list[Personal]] = {}
    for one in rows.personal:
        subject = rows.subject_of(one)
        if subject is not None:
            found.setdefault(subject, []).append(one)
    return found
