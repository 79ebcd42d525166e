"""A word to the nation, and what it answers."""

from __future__ import annotations

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage_site.syndication.models import LONGEST_WORD, PageProposal

State = PageProposal.State


def _words(label: str, help_text: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
    )


class ProposalForm(forms.Form):
    """Why the page is worth reading elsewhere."""

    word = _words(
        _("Your word to the national team"),
        _("What the page is worth for the other territories."),
        required=True,
    )


class AnswerForm(forms.Form):
    """Accepted, or refused with a reason."""

    state = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            (State.ACCEPTED.value, _("Accept: the portals may take it up")),
            (State.REFUSED.value, _("Refuse: it stays in its portal alone")),
        ],
    )
    reason = _words(
        _("Your word to its author"),
        _("Sent by email. Needed to refuse: say what to change, or why."),
        required=False,
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("state") == State.REFUSED and not cleaned.get("reason"):
            self.add_error("reason", gettext("Say why: its author reads it."))
        return cleaned
