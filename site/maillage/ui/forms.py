"""How every public form is drawn: label, help, error, and what links them for a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import CharField, DateInput, TextInput, TimeInput
from django.forms.renderers import TemplatesSetting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import BaseForm, BoundField


class Renderer(TemplatesSetting):
    """``FORM_RENDERER`` of the site: ``{{ form }}`` and ``{{ field.as_field_group }}``."""

    form_template_name = "maillage/forms/form.html"
    field_template_name = "maillage/forms/field.html"


class LineField(CharField):
    """Words on one line, whatever was posted: they go into mails, lists and exports."""

    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(value).split())


class DayInput(DateInput):
    """The browser's own picker of a day: it shows nothing that is not written as ISO 8601."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(TimeInput):
    """The browser's own picker of a time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class TownInput(TextInput):
    """A town, with what it may be proposed while it is typed; ``communes_only``: no territory.

    Of what may be several towns, radios ask which one; they say nothing of a text that was
    changed since.
    """

    template_name = "maillage/forms/towns.html"
    choices: Sequence[tuple[str, str]] = ()
    asked_about = ""

    def __init__(self, *, communes_only: bool = False) -> None:
        super().__init__({"autocomplete": "postal-code"})
        self.communes_only = communes_only

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict:
        said = {"communes_only": self.communes_only, "which_one": self.choices}
        return {**super().get_context(name, value, attrs), **said, "asked_about": self.asked_about}

    def ask(self, text: str, choices: Sequence[tuple[str, str]]) -> None:
        """Which one of these is meant by that text: what the field would hold, and its name."""
        self.asked_about, self.choices = text, choices

    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> str | None:
        text = super().value_from_datadict(data, files, name)
        chosen = data.get(f"{name}-choice")
        return chosen if chosen and data.get(f"{name}-asked") == text else text


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; ``anchor`` is the id of the control to correct."""

    message: str
    label: str = ""
    anchor: str = ""


def problems(form: BaseForm) -> list[Problem]:
    """Everything to correct in a form, in the order of its fields."""
    found = [Problem(message) for message in form.non_field_errors()]
    for bound in form:
        label = "" if bound.is_hidden else str(bound.label)
        found += [Problem(message, label, _anchor(bound)) for message in bound.errors]
    return found


def _anchor(bound: BoundField) -> str:
    if bound.is_hidden or not bound.auto_id:
        return ""
    return bound.id_for_label or f"{bound.auto_id}_0"
