"""An event as a member or a structure proposes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.accounts.open_form import OpenForm
from maillage.territories.gazetteer.forms import CommuneField
from maillage.ui.forms import DayInput, HourInput
from maillage_events.models import AttendanceMode, Event, RegistrationMode
from maillage_events.models.audiences import Accessibility, AudienceType
from maillage_events.models.facts import kinds_to_choose
from maillage_events.models.multiple_choice import SeveralFormField
from maillage_events.proposals.drafts import Proposed
from maillage_events.recurrence.wall_time import exists, instant

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from maillage.accounts.models import User

FURTHEST = timedelta(days=366)
SIGN_UPS = (
    (RegistrationMode.NONE, _("No, people just come")),
    (RegistrationMode.INTERNAL, _("Yes, here: the team opens the sign-up")),
    (RegistrationMode.EXTERNAL, _("Yes, on another site")),
)


class ProposalForm(OpenForm):
    """One date, in plain words; the team settles the rest before it publishes."""

    title = forms.CharField(
        label=_("Title of the event"),
        max_length=150,
        error_messages={"required": _("Write the title of the event.")},
    )
    summary = forms.CharField(
        label=_("What will people do there?"),
        max_length=250,
        help_text=_("One or two sentences."),
        error_messages={"required": _("Say in one sentence what people will do there.")},
    )
    description = forms.CharField(
        label=_("More about it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    event_type = forms.ChoiceField(
        label=_("Kind of event"),
        choices=kinds_to_choose,
        error_messages={"required": _("Choose the kind of event.")},
    )
    start_date = forms.DateField(
        label=_("Day"),
        widget=DayInput,
        error_messages={"required": _("Give the day."), "invalid": _("This day does not exist.")},
    )
    start_time = forms.TimeField(
        label=_("Starts at"),
        widget=HourInput,
        error_messages={"required": _("Say when it starts."), "invalid": _("Write 14:30.")},
    )
    end_time = forms.TimeField(
        label=_("Ends at"),
        widget=HourInput,
        error_messages={"required": _("Say when it ends."), "invalid": _("Write 14:30.")},
    )
    attendance_mode = forms.ChoiceField(
        label=_("Where do people attend?"),
        choices=AttendanceMode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where people attend.")},
    )
    place_name = forms.CharField(label=_("Name of the place"), max_length=150, required=False)
    address = forms.CharField(label=_("Number and street"), max_length=250, required=False)
    town = CommuneField(label=_("Commune or postal code"), max_length=100, required=False)
    audience = SeveralFormField(
        label=_("For whom?"),
        choices=AudienceType.choices,
        required=False,
        help_text=_("Tick nothing when everybody is welcome."),
    )
    accessibility = SeveralFormField(
        label=_("Who can attend without difficulty?"),
        choices=Accessibility.choices,
        required=False,
        help_text=_("Only what you are sure of: people decide to come on it."),
    )
    registration_mode = forms.ChoiceField(
        label=_("Must people sign up?"),
        choices=SIGN_UPS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether people must sign up.")},
    )
    registration_url = forms.URLField(
        label=_("Address of the sign-up form"),
        max_length=500,
        required=False,
        assume_scheme="https",  # ty: ignore[unknown-argument] -- the stubs are of an older Django
        help_text=_("When it is on another site."),
    )
    organizer_name = forms.CharField(
        label=_("Who organises?"),
        max_length=150,
        help_text=_("The name of the structure, shown to everybody."),
        error_messages={"required": _("Write the name of the structure.")},
    )
    message = forms.CharField(
        label=_("Anything else the team should know?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Other dates, number of seats, link of the video conference…"),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("Your mail address"),
        max_length=254,
        help_text=_("To tell you what the team decides. It is erased then."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your mail address: the team answers there."),
            "invalid": _("Write a complete mail address, such as name@example.org."),
        },
    )

    def __init__(
        self, *args: object, at: datetime, tzinfo: ZoneInfo, user: User, **kwargs: Any
    ) -> None:
        if user.is_authenticated:
            kwargs["initial"] = {"name": user.name, "email": user.email}
        super().__init__(*args, at=at, **kwargs)
        self.tzinfo = tzinfo

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"start_date", "start_time", "end_time"} <= data.keys():
            self._check_times(data)
        onsite = data.get("attendance_mode") in {AttendanceMode.ONSITE, AttendanceMode.MIXED}
        if onsite and not data.get("town") and "town" not in self.errors:
            self.add_error("town", _("Write the commune: people will go there."))
        if onsite and not _location(data).names_place:
            self.add_error(
                "place_name",
                _("Write the name of the place, or its number and street: people will go there."),
            )
        external = data.get("registration_mode") == RegistrationMode.EXTERNAL
        if external and not data.get("registration_url") and "registration_url" not in self.errors:
            self.add_error("registration_url", _("Give the address of the form on the other site."))
        return data

    def _check_times(self, data: dict[str, Any]) -> None:
        start = datetime.combine(data["start_date"], data["start_time"])
        end = datetime.combine(data["start_date"], data["end_time"])
        if end <= start:
            self.add_error("end_time", _("The event ends before it starts."))
        elif not (exists(start, self.tzinfo) and exists(end, self.tzinfo)):
            self.add_error("start_time", _("This time does not exist: clocks change that night."))
        elif instant(start, self.tzinfo) <= self.at:
            self.add_error("start_date", _("This day is over. Give a day to come."))
        elif instant(start, self.tzinfo) > self.at + FURTHEST:
            self.add_error("start_date", _("Give a day within one year."))

    @property
    def proposed(self) -> Proposed:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        names = ("title", "summary", "event_type", "start_date", "start_time", "end_time")
        names += ("attendance_mode", "place_name", "registration_mode", "organizer_name")
        names += ("audience", "accessibility")
        external = data["registration_mode"] == RegistrationMode.EXTERNAL
        return Proposed(
            facts={name: data[name] for name in names},
            description=data["description"],
            address=data["address"],
            commune=data["town"],
            registration_url=data["registration_url"] if external else "",
            message=data["message"],
            name=data["name"],
            email=data["email"],
        )


def _location(data: dict[str, Any]) -> Event:
    """What was typed of where people go."""
    return Event(
        place_name=data.get("place_name", ""),
        address=data.get("address", ""),
        commune=data.get("town"),
    )
