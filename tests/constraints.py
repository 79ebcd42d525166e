"""Breaking each constraint of an app's tables in turn, past every form and every `save`."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction


def again(row: models.Model, **changes: object) -> None:
    """The same row once more, but for its key, its own identifiers and these changes."""
    fresh = type(row)(
        **{
            field.attname: uuid4()
            if isinstance(field, models.UUIDField)
            else row.serializable_value(field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key
        }
    )
    for name, value in changes.items():
        setattr(fresh, name, value)
    type(row)._base_manager.bulk_create([fresh])


def change(row: models.Model, **values: object) -> None:
    """The row as these values would make it."""
    assert type(row)._base_manager.filter(pk=row.pk).update(**values) == 1


def constraints_of(label: str) -> dict[str, models.BaseConstraint]:
    """Name → constraint, of every table of an app."""
    tables = apps.get_app_config(label).get_models()
    return {found.name: found for table in tables for found in table._meta.constraints}


def assert_refused(label: str, name: str, act: Callable[[], object]) -> None:
    """The database says no, and by that constraint."""
    constraint = constraints_of(label)[name]
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act()
    said = str(refused.value)
    # Of a unique one, SQLite tells the columns instead of the name.
    columns = getattr(constraint, "fields", ())
    told = "UNIQUE constraint failed" in said and all(f".{column}" in said for column in columns)
    assert name in said or (columns and told), said
