"""What an editor writes to move or cancel a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from maillage_events.repetition_forms import in_our_time
from maillage_events.wall_time import exists
from maillage_events.zones import zone

if TYPE_CHECKING:
    from maillage_events.models import Occurrence


class MessageForm(forms.Form):
    """What people who signed up are told."""

    message = forms.CharField(
        label=_("Message to people who signed up"),
        required=False,
        max_length=300,
        help_text=_("Say why, and what they can do instead. It is also shown on the page."),
    )


class NoteForm(MessageForm):
    """A word about one date, that changes neither its time nor its place."""

    tell = forms.BooleanField(
        label=_("Also send it by mail to people who signed up"), required=False
    )

    def __init__(self, *args: object, occurrence: Occurrence, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].label = _("Note on this date")
        self.fields["message"].help_text = _(
            "Shown on the event's page and in calendars. Example: bring your tax notice. "
            "Empty: no note."
        )
        self.initial.setdefault("message", occurrence.message)


class MoveForm(MessageForm):
    """New wall times, in the event's zone."""

    day = forms.DateField(label=_("New day"), widget=AdminDateInput)
    start = forms.TimeField(label=_("Starts at"), widget=AdminTimeInput)
    end = forms.TimeField(label=_("Ends at"), widget=AdminTimeInput)
    field_order = ("day", "start", "end", "message")

    def __init__(self, *args: object, occurrence: Occurrence, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.occurrence = occurrence
        self.initial.setdefault("day", occurrence.local_start.date())
        self.initial.setdefault("start", occurrence.local_start.time())
        self.initial.setdefault("end", occurrence.local_end.time())

    def clean_day(self) -> date:
        return in_our_time(self.cleaned_data["day"])

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if not {"day", "start", "end"} <= data.keys():
            return data
        start, end = self.span()
        tzinfo = zone(self.occurrence.event.timezone)
        if end <= start:
            self.add_error("end", _("The event ends before it starts."))
        for field, moment in (("start", start), ("end", end)):
            if not exists(moment, tzinfo):
                self.add_error(field, _("This time does not exist: clocks change that night."))
        return data

    def span(self) -> tuple[datetime, datetime]:
        data = self.cleaned_data
        return (
            datetime.combine(data["day"], data["start"]),
            datetime.combine(data["day"], data["end"]),
        )
