"""What people type to sign up or to get their link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from maillage.ui.forms import LineField
from maillage_events.models.facts import SeatMode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.accounts.models import User
    from maillage_events.models import Occurrence, Registration, SeatPool
    from maillage_events.models.facts import Question

no_link = RegexValidator(r"https?://|www\.", _("Write a name, without a link."), inverse_match=True)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your mail address"),
        max_length=254,
        help_text=_("Example: name@example.org"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your mail address."),
            "invalid": _("Write a complete mail address, such as name@example.org."),
        },
    )


class AnswerField(LineField):
    """A question of the organiser's."""

    def __init__(self, question: Question) -> None:
        super().__init__(
            label=question.text,
            required=question.required,
            max_length=500,
            error_messages={"required": _("The organiser needs your answer.")},
        )


class SignUpForm(AddressForm):
    """Name, address, and how to attend when there is a choice; less with an account."""

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
        error_messages={"required": _("Choose how you will attend.")},
    )
    party_size = forms.TypedChoiceField(label=_("How many people will come?"), coerce=int)
    field_order = ("name", "email", "mode", "party_size")

    def __init__(self, *args: object, occurrence: Occurrence, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.pools = {pool.mode: pool for pool in occurrence.pools.all()}
        self.user = user if user.is_authenticated else None
        if self.user:
            del self.fields["email"]
            self.fields["name"].initial = self.user.name
        self._offer_modes(self.pools.values())
        self._offer_sizes(occurrence.event.guests_max)
        self.asked = occurrence.event.question_list
        for number, question in enumerate(self.asked):
            self.fields[f"question_{number}"] = AnswerField(question)

    def _offer_modes(self, pools: Iterable[SeatPool]) -> None:
        if len(self.pools) < 2:
            del self.fields["mode"]
        else:
            self.fields["mode"].choices = [(pool.mode, _mode_label(pool)) for pool in pools]

    def _offer_sizes(self, guests: int) -> None:
        if not guests:
            del self.fields["party_size"]
        else:
            sizes = range(1, guests + 2)
            self.fields["party_size"].choices = [(size, str(size)) for size in sizes]

    @property
    def answers(self) -> dict[str, str]:
        """Question → answer, those left empty aside."""
        given = [self.cleaned_data[f"question_{n}"].strip() for n in range(len(self.asked))]
        return {
            question.text: answer
            for question, answer in zip(self.asked, given, strict=True)
            if answer
        }

    @property
    def chosen_mode(self) -> str:
        only = next(iter(self.pools), "")
        return self.cleaned_data.get("mode", only)

    @property
    def people(self) -> int:
        return self.cleaned_data.get("party_size", 1)

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.cleaned_data["email"]


class ChangeForm(forms.Form):
    """Another way to attend, more or fewer people; no field when there is no choice."""

    mode = forms.ChoiceField(label=_("How will you attend?"), widget=forms.RadioSelect)
    party_size = forms.TypedChoiceField(label=_("How many people will come?"), coerce=int)

    def __init__(self, *args: object, registration: Registration, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.now = registration
        date = registration.occurrence
        pools = list(date.pools.all())
        self.fields["mode"].choices = [(one.mode, _mode_label(one)) for one in pools]
        sizes = range(1, date.event.guests_max + 2)
        self.fields["party_size"].choices = [(size, str(size)) for size in sizes]
        self.initial = {"mode": registration.mode, "party_size": registration.party_size}
        if len(pools) < 2:
            del self.fields["mode"]
        if date.event.guests_max == 0:
            del self.fields["party_size"]

    @property
    def wanted(self) -> dict[str, object]:
        data = self.cleaned_data
        return {
            "mode": data.get("mode", self.now.mode),
            "people": data.get("party_size", self.now.party_size),
        }


def _mode_label(pool: SeatPool) -> str:
    label = str(SeatMode(pool.mode).label).capitalize()
    if pool.free == 0:
        return _("%(mode)s (full: waiting list)") % {"mode": label}
    return label
