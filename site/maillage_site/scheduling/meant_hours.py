"""The hours of a page as its editor means them, in the form of every page."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage_site.portals.models.pages import portal_above

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wagtail.models import Page

BEGINNING, END = time(0, 0), time(23, 59)
HOURS = {"go_live_at": BEGINNING, "expire_at": END}


class MeantSchedule:
    """A day without an hour is whole: what comes then is there from its beginning, what goes stays
    to its end, on the portal's clocks. A new hour of publication is to come.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, hour in HOURS.items():
            if name in self.fields:
                field = self.fields[name]
                field.to_python = _whole_day(field.to_python, hour, self._zone)

    def _zone(self) -> ZoneInfo:
        page: Page = self.parent_page or self.instance
        portal = portal_above(page) if page.path else None
        known = portal is not None and portal.territory is not None
        return ZoneInfo(portal.territory.time_zone if known else settings.TIME_ZONE)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        planned = cleaned.get("go_live_at")
        if planned and "go_live_at" in self.changed_data and planned < timezone.now():
            self.add_error(
                "go_live_at", _("This date is past. Leave it empty to publish straight away.")
            )
        return cleaned


def with_meant_schedule(form_class: type[forms.BaseForm]) -> type[forms.BaseForm]:
    """The same form, that reads hours so."""
    if issubclass(form_class, MeantSchedule):
        return form_class
    return type(form_class)(form_class.__name__, (MeantSchedule, form_class), {})


def _whole_day(
    read: Callable[[object], datetime | None], hour: time, zone: Callable[[], ZoneInfo]
) -> Callable[[object], datetime | None]:
    def reading(typed: object) -> datetime | None:
        day = _day_alone(typed)
        return read(typed) if day is None else datetime.combine(day, hour, tzinfo=zone())

    return reading


def _day_alone(typed: object) -> date | None:
    if not isinstance(typed, str):
        return None
    try:
        return forms.DateField(required=False).to_python(typed.strip())
    except ValidationError:
        return None
