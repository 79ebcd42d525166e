"""A portal's own words on a national event."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from maillage_events.models import EventShare

SHOWN, PUT_FORWARD, HIDDEN = "shown", "put-forward", "hidden"
STATES = [
    (SHOWN, _("Shown in the portal's agenda, feeds and search")),
    (PUT_FORWARD, _("Shown, and put forward at the top of the agenda")),
    (HIDDEN, _("Not shown: a draft, or withdrawn")),
]


class ShareForm(forms.ModelForm):
    """How the event is shown, for who may publish; only its words for the others."""

    state = forms.ChoiceField(label=_("In the portal"), choices=STATES, widget=forms.RadioSelect)
    field_order = ("introduction", "contact", "state")

    class Meta:
        model = EventShare
        fields = ("introduction", "contact")
        widgets: ClassVar = {"introduction": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: object, may_publish: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("introduction", "contact"):
            self.fields[name].validators.append(ProhibitNullCharactersValidator())
        if may_publish:
            self.initial["state"] = _state_of(self.instance)
        else:
            del self.fields["state"]

    @property
    def told(self) -> dict[str, object]:
        """What ``taking_up.take_up`` wants; without the right to publish it stays a draft."""
        data = self.cleaned_data
        state = data.get("state", HIDDEN)
        return {
            "introduction": data["introduction"],
            "contact": data["contact"],
            "pinned": state == PUT_FORWARD,
            "hidden": state == HIDDEN,
        }


def _state_of(share: EventShare) -> str:
    if share.hidden:
        return HIDDEN
    return PUT_FORWARD if share.pinned else SHOWN
