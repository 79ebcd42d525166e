"""What people fill in to sign up for several dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from maillage.ui.forms import LineField
from maillage_events.models.facts import SeatMode
from maillage_events.registration.forms import AddressForm, AnswerField, no_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.accounts.models import User
    from maillage_events.models import Occurrence


class BookingForm(AddressForm):
    """The dates, then who signs up; less with an account."""

    everything = forms.BooleanField(label=_("All the dates"), required=False)
    dates = forms.MultipleChoiceField(
        label=_("Or the dates you choose"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these dates cannot be chosen (any more). Choose again."),
            "invalid_list": _("One of these dates cannot be chosen (any more). Choose again."),
        },
    )
    name = LineField(
        label=_("Your name"),
        max_length=120,
        validators=[ProhibitNullCharactersValidator(), no_link],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name: the organiser welcomes you with it.")},
    )
    mode = forms.ChoiceField(
        label=_("How will you attend?"),
        widget=forms.RadioSelect,
        choices=SeatMode.choices,
        error_messages={"required": _("Choose how you will attend.")},
    )
    field_order = ("everything", "dates", "name", "email", "mode")

    def __init__(
        self, *args: object, offered: list[tuple[Occurrence, str]], user: User, **kwargs: object
    ) -> None:
        """``offered``: each date with the words that tell it."""
        super().__init__(*args, **kwargs)
        self.offered = {str(date.uuid): date for date, _label in offered}
        self.fields["dates"].choices = [(str(date.uuid), label) for date, label in offered]
        self.user = user if user.is_authenticated else None
        if self.user:
            del self.fields["email"]
            self.fields["name"].initial = self.user.name
        if not any(len(date.pools.all()) > 1 for date, _label in offered):
            del self.fields["mode"]
        self.asked = _questions(date for date, _label in offered)
        for number, question in enumerate(self.asked):
            self.fields[f"question_{number}"] = AnswerField(question)

    def clean(self) -> dict[str, object]:
        found = super().clean()
        if not self.errors and not found.get("everything") and not found.get("dates"):
            self.add_error("dates", _("Tick at least one date, or all of them."))
        return found

    @property
    def chosen(self) -> list[Occurrence]:
        if self.cleaned_data.get("everything"):
            return list(self.offered.values())
        wanted = set(self.cleaned_data["dates"])
        return [date for uuid, date in self.offered.items() if uuid in wanted]

    @property
    def chosen_mode(self) -> str:
        return self.cleaned_data.get("mode", "")

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.cleaned_data["email"]

    @property
    def answers(self) -> dict[str, str]:
        """Question → answer, those left empty aside."""
        given = {
            q.text: self.cleaned_data[f"question_{n}"].strip() for n, q in enumerate(self.asked)
        }
        return {text: answer for text, answer in given.items() if answer}


def _questions(dates: Iterable[Occurrence]) -> list:
    """Those of all the events, each once."""
    return list({q.text: q for date in dates for q in date.event.question_list}.values())
