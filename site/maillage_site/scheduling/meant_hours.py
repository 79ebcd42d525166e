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

from maillage.territories.clocks import OnOneClock, is_hour
from maillage_site.portals.models.pages import portal_above

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wagtail.models import Page

BEGINNING, END = time(0, 0), time(23, 59)
HOURS = {"go_live_at": BEGINNING, "expire_at": END}


class MeantSchedule(OnOneClock):
    """Hours are on the portal's clock, unless the page has its own, as an event does.

    A day without an hour is whole: what comes then is there from its beginning, what goes stays
    to its end. A new hour of publication is to come.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # What says on which clock they are is read before the hours.
        hours = {name for name, field in self.fields.items() if is_hour(field)}
        self.order_fields([name for name in self.fields if name not in hours])
        for name, hour in HOURS.items():
            if name in self.fields:
                field = self.fields[name]
                field.to_python = _whole_day(field.to_python, hour, self.clock)

    def clock(self) -> str:
        if hasattr(self, "clock_of_its_own"):
            return self.clock_of_its_own()
        return portal_clock(self.parent_page or self.instance)

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


def portal_clock(page: Page) -> str:
    """The zone of the portal that a page of the tree is in, by its IANA name."""
    portal = portal_above(page) if page.path else None
    return portal.zone if portal else settings.TIME_ZONE


def _whole_day(
    read: Callable[[object], datetime | None], hour: time, clock: Callable[[], str]
) -> Callable[[object], datetime | None]:
    def reading(typed: object) -> datetime | None:
        day = _day_alone(typed)
        return read(typed) if day is None else datetime.combine(day, hour, tzinfo=ZoneInfo(clock()))

    return reading


def _day_alone(typed: object) -> date | None:
    if not isinstance(typed, str):
        return None
    try:
        return forms.DateField(required=False).to_python(typed.strip())
    except ValidationError:
        return None
