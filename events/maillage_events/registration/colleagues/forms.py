"""Names and addresses of the colleagues somebody signs up."""

from __future__ import annotations

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from maillage.ui.forms import LineField
from maillage_events.registration.forms import no_link


class ColleaguesForm(forms.Form):
    """``rows`` lines of a name and an address; those left empty are nobody."""

    def __init__(self, *args: object, rows: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, rows + 1)
        for number in self.numbers:
            self.fields[f"name_{number}"] = LineField(
                label=_("Colleague %(number)s: name") % {"number": number},
                max_length=120,
                required=False,
                validators=[ProhibitNullCharactersValidator(), no_link],
            )
            self.fields[f"email_{number}"] = forms.EmailField(
                label=_("Colleague %(number)s: mail address") % {"number": number},
                max_length=254,
                required=False,
                error_messages={
                    "invalid": _("Write a complete mail address, such as name@example.org.")
                },
            )

    def clean(self) -> dict[str, object]:
        for number in self.numbers:
            name, email = f"name_{number}", f"email_{number}"
            given = {key for key in (name, email) if self.cleaned_data.get(key)}
            if given == {name} and email not in self.errors:
                self.add_error(email, _("Write this colleague's mail address."))
            if given == {email} and name not in self.errors:
                self.add_error(name, _("Write this colleague's name."))
        if not self.errors and not self.people:
            self.add_error("name_1", _("Write the name of one colleague at least."))
        return self.cleaned_data

    @property
    def people(self) -> list[tuple[int, str, str]]:
        """(line, name, address) of each colleague."""
        data = self.cleaned_data
        return [
            (number, data[f"name_{number}"], data[f"email_{number}"])
            for number in self.numbers
            if data.get(f"email_{number}")
        ]

    def without(self, done: set[int]) -> dict[str, str]:
        """What was typed, but for the lines that are done."""
        return {
            name: self.data.get(name, "")
            for name in self.fields
            if int(name.rpartition("_")[2]) not in done
        }
