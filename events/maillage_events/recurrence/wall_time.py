"""Moments as clocks on the wall show them; a zone turns them into instants."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FORMAT = "%Y-%m-%dT%H:%M"


class WallTimeField(models.CharField):
    """A naive datetime kept as text, ``2026-12-08T10:00``.

    Wall time and zone are the truth of an event; Django's DateTimeField would turn it into an
    instant and lose it when a country changes its rules.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 16
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_args: object) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)

    def to_python(self, value: object) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(str(value), FORMAT)  # noqa: DTZ007 -- a wall time
        except ValueError as error:
            raise ValidationError(_("Write the moment as 2026-12-08T10:00.")) from error

    def get_prep_value(self, value: object) -> str | None:
        moment = self.to_python(value)
        return None if moment is None else moment.strftime(FORMAT)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time.

    A time that exists twice is its first occurrence; one that a clock change skips (02:30 in
    Paris on the last Sunday of March) is read with the offset before the change: 03:30.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """False for a time that a clock change skips."""
    return instant(wall, zone).astimezone(zone).replace(tzinfo=None) == wall
