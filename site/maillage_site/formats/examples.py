"""What a form answers to what is no date: how to write one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

SAID = {
    forms.DateField: _("This is no date. Write for example 05/12/2026."),
    forms.TimeField: _("This is no hour. Write for example 14:30."),
    forms.DateTimeField: _("This is no date with its hour. Write for example 05/12/2026 14:30."),
}


def give_examples() -> None:
    """Once, when the apps are ready: in every form, ours and others'."""
    for field, sentence in SAID.items():
        field.default_error_messages = {**field.default_error_messages, "invalid": sentence}
