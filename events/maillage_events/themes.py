"""The themes of events and the column that holds several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = "|"


class Theme(models.TextChoices):
    """What an event is about; the values are read in addresses, so they are French words."""

    PROCEDURES = "demarches", _("Online procedures")
    FIRST_STEPS = "premiers-pas", _("First steps with a computer or a phone")
    HEALTH = "sante", _("Health online")
    BANKING = "banque", _("Banking and budget")
    JOBS = "emploi", _("Work and training")
    PARENTS = "parentalite", _("Children and screens")
    SAFETY = "securite", _("Safety and scams")
    EQUIPMENT = "equipement", _("Equipment and connection")
    CITIES = "territoires-connectes", _("Connected towns")
    HELPERS = "metier-aidant", _("Helping others")


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
