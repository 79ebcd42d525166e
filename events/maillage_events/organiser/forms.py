"""What an organiser fills in."""

from __future__ import annotations

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

DATE, EVENT = "date", "event"


class CancellationForm(forms.Form):
    """What is cancelled, and what people are told."""

    what = forms.ChoiceField(
        label=_("What do you cancel?"),
        choices=[(DATE, _("Cancel this date")), (EVENT, _("Cancel the whole event"))],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(
        label=_("What people are told"),
        max_length=300,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("Optional. Example: the room is flooded."),
    )

    def __init__(self, *args: object, repeats: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not repeats:
            del self.fields["what"]

    @property
    def whole_event(self) -> bool:
        """A single event is cancelled with its only date."""
        return self.cleaned_data.get("what", EVENT) == EVENT
