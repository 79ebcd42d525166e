"""What an editor writes to move or cancel a date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from maillage.territories.clocks import name_clock
from maillage_events.editing.repetition_forms import in_our_time
from maillage_events.recurrence.wall_time import exists
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from maillage_events.models import Event, Occurrence


class MessageForm(forms.Form):
    """What people who signed up are told."""

    message = forms.CharField(
        label=_("Message to people who signed up"),
        required=False,
        max_length=300,
        help_text=_("Say why, and what they can do instead. It is also shown on the page."),
    )


class NothingForm(forms.Form):
    """Only the button."""


class OnlineForm(MessageForm):
    """How to attend once everything is online."""

    conference_url = forms.URLField(
        label=_("link of the video conference"),
        max_length=500,
        assume_scheme="https",  # ty: ignore[unknown-argument] -- the stubs are of an older Django
        help_text=_("Never shown in public: only to people who signed up, when it starts."),
    )
    capacity = forms.IntegerField(
        label=_("seats online"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Empty: no limit."),
    )
    field_order = ("conference_url", "capacity", "message")

    def __init__(self, *args: object, event: Event, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("conference_url", event.conference_url)


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
        if occurrence.event.all_day:
            del self.fields["start"], self.fields["end"]
        else:
            for name in ("start", "end"):
                name_clock(self.fields[name], lambda: occurrence.event.timezone)

    def clean_day(self) -> date:
        return in_our_time(self.cleaned_data["day"])

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if not self.fields.keys() - {"message"} <= data.keys():
            return data
        start, end = self.span()
        tzinfo = zone(self.occurrence.event.timezone)
        if end <= start:
            self.add_error("end", _("The event ends before it starts."))
        for field, moment in (("start", start), ("end", end)):
            if field in self.fields and not exists(moment, tzinfo):
                self.add_error(field, _("This time does not exist: clocks change that night."))
        return data

    def span(self) -> tuple[datetime, datetime]:
        """The new times; it lasts as many days, or goes on after midnight, as it did."""
        data, before = self.cleaned_data, self.occurrence
        length = before.local_end - before.local_start
        nights = before.local_end.date() - before.local_start.date()
        start = datetime.combine(data["day"], data.get("start") or time())
        if before.event.all_day:
            return start, start + length
        end = datetime.combine(data["day"], data["end"])
        if length >= timedelta(days=1) or (end <= start and nights):
            end += nights
        return start, end
