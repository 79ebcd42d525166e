"""Forms that anybody may send, kept from robots without asking anything of a third party.

Two traps besides the limit by address (``limits.py``): a field that people do not see, and the
moment the page was opened, signed. A person who trips over the second one is told, and sends again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.forms import BoundField

SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(hours=12)
SIGNER = Signer(salt="maillage.robots")


def stamp(at: datetime) -> str:
    """The moment, signed: nobody else can make one."""
    return SIGNER.sign(str(int(at.timestamp())))


def opened(text: str) -> datetime | None:
    """The moment that a stamp tells; None when it is not ours."""
    try:
        return datetime.fromtimestamp(int(SIGNER.unsign(text)), UTC)
    except (BadSignature, ValueError):
        return None


class OpenForm(forms.Form):
    """A form for everybody: draw ``questions``, then include ``maillage/forms/traps.html``.

    ``is_robot`` is asked once the form is valid: answer a robot as a person, and keep nothing.
    """

    suite = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, at: datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["opened"].initial = stamp(at)

    @property
    def questions(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name != "suite"]

    @property
    def is_robot(self) -> bool:
        return bool(self.cleaned_data.get("suite"))

    def clean(self) -> dict[str, object]:
        data = super().clean()
        began = opened(data.get("opened") or "")
        if began is None or not began <= self.at <= began + LONGEST:
            self.data = self.data.copy()
            self.data["opened"] = stamp(self.at)
            message = _("This page was open for too long. Read what you wrote, then send it again.")
            self.add_error(None, message)
        elif self.at < began + SHORTEST:
            self.add_error(None, _("That was very quick. Read what you wrote, then send it again."))
        return data
