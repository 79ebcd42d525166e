"""A portal's decision, and its own words, on an event of the nation or of others."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from maillage_events.models import EventShare
from maillage_events.sharing.states import HIDDEN, PUT_FORWARD, SHOWN, state_of

SHOWN_CHOICES = [
    (SHOWN, _("Shown in the portal's agenda, feeds and search")),
    (PUT_FORWARD, _("Shown, and put forward at the top of the agenda")),
]
DRAFT = (HIDDEN, _("Not shown: a draft, or withdrawn"))
REFUSED = (HIDDEN, _("Not shown"))


class ShareForm(forms.ModelForm):
    """How the event is shown, for who may publish; only its words for the others.

    ``stands``: the portal shows it already, before anybody decides. An event of another territory
    is read in its own portal (``read_here`` False): there are no words to add.
    """

    state = forms.ChoiceField(label=_("In the portal"), widget=forms.RadioSelect)
    field_order = ("introduction", "contact", "state")

    class Meta:
        model = EventShare
        fields = ("introduction", "contact")
        widgets: ClassVar = {"introduction": forms.Textarea(attrs={"rows": 4})}

    def __init__(
        self,
        *args: object,
        may_publish: bool,
        stands: bool,
        read_here: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.read_here = read_here
        for name in ("introduction", "contact"):
            if read_here:
                self.fields[name].validators.append(ProhibitNullCharactersValidator())
            else:
                del self.fields[name]
        if may_publish:
            self.fields["state"].choices = [*SHOWN_CHOICES, DRAFT if read_here else REFUSED]
            decided = self.instance.pk or not stands
            self.initial["state"] = state_of(self.instance) if decided else SHOWN
        else:
            del self.fields["state"]

    @property
    def told(self) -> dict[str, object]:
        """What ``taking_up.take_up`` wants; without the right to publish it stays a draft."""
        data = self.cleaned_data
        state = data.get("state", HIDDEN)
        return {
            "introduction": data.get("introduction", ""),
            "contact": data.get("contact", ""),
            "pinned": state == PUT_FORWARD,
            "hidden": state == HIDDEN,
        }
