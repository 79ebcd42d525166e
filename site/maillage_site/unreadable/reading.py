"""Where forms read what was sent: what cannot be read is refused there, as such.

Wagtail's widgets take blocks and rich texts apart as their scripts send them; Django takes any year
and any number, which time zones and databases do not.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockWidget
from wagtail.rich_text import extract_references_from_rich_text

from maillage_site.unreadable.texts import UnreadableText, tell_unreadable_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

# Whoever writes of a person's birth or of a lease of 99 years types within these.
FIRST_YEAR, LAST_YEAR = 1900, 2199
# What the widest column of a database holds.
LARGEST = 2**63 - 1
IN_PARTS = (
    *(AttributeError, IndexError, LookupError, RecursionError, TypeError, ValueError),
    ExporterException,
)


class Unreadable(Exception):
    """Something was sent in parts that do not fit together."""


# What is raised by data and by nothing else: a part that is missing, a value out of every range.
BY_DATA = (Unreadable, MultiValueDictKeyError, OverflowError, DataError)


def bound_what_is_read() -> None:
    """Once, when the apps are ready."""
    rich_text = DraftailRichTextArea
    rich_text.value_from_datadict = _with_its_words(_naming_rows(rich_text.value_from_datadict))
    BlockWidget.value_from_datadict = _refusing(BlockWidget.value_from_datadict)
    tell_unreadable_texts()
    for field in (forms.DateField, forms.DateTimeField):
        field.to_python = _within_years(field.to_python)
    forms.IntegerField.to_python = _within_columns(forms.IntegerField.to_python)
    stock = forms.ModelMultipleChoiceField._check_values  # noqa: SLF001 -- where it asks the database
    forms.ModelMultipleChoiceField._check_values = _among_rows(stock)  # noqa: SLF001


def _refusing(read: Callable[..., object]) -> Callable[..., object]:
    @wraps(read)
    def reading(*sent: object) -> object:
        try:
            return read(*sent)
        except IN_PARTS as error:
            raise Unreadable(str(error)) from error

    return reading


def _with_its_words(read: Callable[..., str | None]) -> Callable[..., str | None]:
    """A text that cannot be read is told beside its field, the rest of the form is kept."""

    @wraps(read)
    def reading(widget: DraftailRichTextArea, data: Mapping, files: Mapping, name: str) -> object:
        try:
            return read(widget, data, files, name)
        except IN_PARTS:
            return UnreadableText.of(str(data.get(name, "")))

    return reading


def _naming_rows(read: Callable[..., str | None]) -> Callable[..., str | None]:
    """Links and pictures of a text name rows by numbers: whatever reads the text asks for them."""

    @wraps(read)
    def reading(*sent: object) -> str | None:
        html = read(*sent)
        for model, key, *_path in extract_references_from_rich_text(html or ""):
            if not 0 < int(key) <= LARGEST:
                raise ValueError(f"no {model.__name__} has this key: {key}")
        return html

    return reading


def _within_years(read: Callable[..., date | None]) -> Callable[..., date | None]:
    @wraps(read)
    def reading(field: forms.Field, sent: object) -> date | None:
        found = read(field, sent)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            message = _("Write a year between %(first)s and %(last)s.")
            raise ValidationError(message % {"first": FIRST_YEAR, "last": LAST_YEAR})
        return found

    return reading


def _within_columns(read: Callable[..., int | None]) -> Callable[..., int | None]:
    @wraps(read)
    def reading(field: forms.Field, sent: object) -> int | None:
        found = read(field, sent)
        if found is not None and abs(found) > LARGEST:
            raise ValidationError(field.error_messages["invalid"], code="invalid")
        return found

    return reading


def _among_rows(check: Callable[..., object]) -> Callable[..., object]:
    @wraps(check)
    def checking(field: forms.ModelMultipleChoiceField, sent: object) -> object:
        try:
            return check(field, sent)
        except OverflowError as error:
            message = field.error_messages["invalid_pk_value"] % {"pk": "…"}
            raise ValidationError(message, code="invalid_pk_value") from error

    return checking
