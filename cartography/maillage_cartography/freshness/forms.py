"""What a place answers when it is asked whether its record is exact."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage_cartography.models import PlaceCheck

Answer, Rhythm = PlaceCheck.Answer, PlaceCheck.Rhythm


class AnswerForm(forms.Form):
    """What the place says of its record."""

    reponse = forms.ChoiceField(
        label=_("Is this record exact?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    message = forms.CharField(
        label=_("What must be corrected?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rythme = forms.TypedChoiceField(
        label=_("Ask me again"), choices=Rhythm.choices, coerce=int, empty_value=Rhythm.HALF_YEARLY
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("reponse") == Answer.WRONG and not data.get("message"):
            self.add_error("message", _("Tell us what must be corrected."))
        return data
