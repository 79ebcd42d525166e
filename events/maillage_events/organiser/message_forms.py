"""What an organiser writes to people who signed up."""

from __future__ import annotations

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from maillage_events.organiser.messages import REACHED, State

one_line = RegexValidator(r"[\x00-\x1f\x7f\u2028\u2029]", _("Write one line."), inverse_match=True)
LABELS = {
    State.CONFIRMED: _("People who have a place"),
    State.WAITLISTED: _("People on the waiting list"),
    State.OFFERED: _("People who are offered a place"),
    State.REPLAY: _("People who want the replay alone"),
    State.REVIEW: _("People who wait for your answer"),
}


class MessageToPeopleForm(forms.Form):
    states = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=[(state.value, LABELS[state]) for state in REACHED],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who gets the message.")},
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=120,
        validators=[one_line],
        help_text=_("Example: the room has changed floors."),
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_(
            "Plain text. The date, the place and the link to withdraw are added by themselves."
        ),
    )
    number = forms.IntegerField(
        min_value=0, max_value=2**53, widget=forms.HiddenInput, required=True
    )
