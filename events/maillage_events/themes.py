"""The column that holds the themes of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db import models

from maillage.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = "|"


def packed(themes: Iterable[str]) -> str:
    """``|banque|sante|``: sorted, so that the same set is the same text."""
    found = sorted({theme for theme in themes if theme})
    return f"{SEPARATOR}{SEPARATOR.join(found)}{SEPARATOR}" if found else ""


def unpacked(text: str) -> list[str]:
    return [theme for theme in text.split(SEPARATOR) if theme]


class ThemesFormField(forms.TypedMultipleChoiceField):
    """Boxes to tick; gives the packed text."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: object) -> None:
        for unknown in ("max_length", "empty_value", "choices_form_class"):
            kwargs.pop(unknown, None)
        super().__init__(choices=Theme.choices, **kwargs)

    def prepare_value(self, value: object) -> object:
        return unpacked(value) if isinstance(value, str) else value

    def clean(self, value: object) -> str:
        return packed(super().clean(value))

    def has_changed(self, initial: object, data: object) -> bool:
        return packed(self.prepare_value(initial) or ()) != packed(data or ())


class ThemesField(models.CharField):
    """Several themes packed in one text, asked with ``themes__contains="|sante|"``."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: object) -> forms.Field:
        return ThemesFormField(label=self.verbose_name, help_text=self.help_text, required=False)
