"""What people type to sign up or to get their link."""

from __future__ import annotations

from dataclasses import dataclass
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


REPLAY = "replay"  # said where one chooses how to attend; never the mode of a pool


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


@dataclass(frozen=True)
class Offers:
    """What one may sign up for now: places (or the waiting list), the replay alone."""

    places: bool = True
    replay: bool = False


class AnswerField(LineField):
    """A question of the organiser's."""

    def __init__(self, question: Question) -> None:
        super().__init__(
            label=question.text,
            required=question.required,
            max_length=500,
            error_messages={"required": _("The organiser needs your answer.")},
        )


class Answers(forms.Form):
    """The organiser's questions; ``asked`` are those that the form holds."""

    asked: list[Question]

    def ask(self, questions: list[Question]) -> None:
        self.asked = questions
        for number, question in enumerate(questions):
            self.fields[f"question_{number}"] = AnswerField(question)

    @property
    def answers(self) -> dict[str, str]:
        """Question → answer, those left empty aside."""
        given = [self.cleaned_data[f"question_{n}"].strip() for n in range(len(self.asked))]
        return {
            question.text: answer
            for question, answer in zip(self.asked, given, strict=True)
            if answer
        }


class AnswersForm(Answers):
    """For a colleague who accepts: who signed them up could not answer for them."""

    def __init__(self, *args: object, questions: list[Question], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.ask(questions)


class SignUpForm(Answers, AddressForm):
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

    def __init__(
        self, *args: object, occurrence: Occurrence, user: User, offers: Offers, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        self.pools = {pool.mode: pool for pool in occurrence.pools.all() if offers.places}
        self.user = user if user.is_authenticated else None
        if self.user:
            del self.fields["email"]
            self.fields["name"].initial = self.user.name
        self._offer_modes(self.pools.values())
        self._offer_sizes(occurrence.event.guests_max if offers.places else 0)
        self.ask(occurrence.event.question_list if offers.places else [])

    def _offer_modes(self, pools: Iterable[SeatPool]) -> None:
        choices = [(pool.mode, _mode_label(pool)) for pool in pools]
        if self.offers.replay:
            choices.append((REPLAY, _("I only want the replay")))
        if len(choices) < 2:
            del self.fields["mode"]
        else:
            self.fields["mode"].choices = choices

    def _offer_sizes(self, guests: int) -> None:
        if not guests:
            del self.fields["party_size"]
        else:
            sizes = range(1, guests + 2)
            self.fields["party_size"].choices = [(size, str(size)) for size in sizes]

    def clean(self) -> dict[str, object]:
        """Who wants the replay alone has nothing to answer."""
        if self.cleaned_data.get("mode") == REPLAY:
            for number in range(len(self.asked)):
                self.errors.pop(f"question_{number}", None)
                self.cleaned_data[f"question_{number}"] = ""
        return self.cleaned_data

    @property
    def chosen_mode(self) -> str:
        only = next(iter(self.pools), REPLAY if self.offers.replay else "")
        return self.cleaned_data.get("mode", only)

    @property
    def wants_replay(self) -> bool:
        return self.chosen_mode == REPLAY

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
