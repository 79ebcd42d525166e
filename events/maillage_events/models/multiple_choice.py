"""The column that holds several words of one vocabulary, packed in one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.db import models
from django.utils.text import capfirst

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = "|"


def packed(words: Iterable[str]) -> str:
    """``|banque|sante|``: sorted, so that the same set is the same text."""
    found = sorted({word for word in words if word})
    return f"{SEPARATOR}{SEPARATOR.join(found)}{SEPARATOR}" if found else ""


def unpacked(text: str) -> list[str]:
    return [word for word in text.split(SEPARATOR) if word]


def held(word: str) -> str:
    """What a packed text that has the word contains: ``|sante|``."""
    return f"{SEPARATOR}{word}{SEPARATOR}"


def labels(vocabulary: type[models.TextChoices], text: str) -> list[str]:
    """In the vocabulary's order, in the language in force."""
    words = unpacked(text)
    return [str(label) for word, label in vocabulary.choices if word in words]


class SeveralFormField(forms.TypedMultipleChoiceField):
    """Boxes to tick; gives the packed text."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: object) -> object:
        return unpacked(value) if isinstance(value, str) else value

    def clean(self, value: object) -> str:
        return packed(super().clean(value))

    def has_changed(self, initial: object, data: object) -> bool:
        return packed(self.prepare_value(initial) or ()) != packed(data or ())


class SeveralField(models.CharField):
    """Asked with ``column__contains=held("sante")``; a subclass names its ``vocabulary``."""

    vocabulary: ClassVar[type[models.TextChoices]]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: object) -> forms.Field:
        return SeveralFormField(
            choices=self.vocabulary.choices,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            required=False,
        )
