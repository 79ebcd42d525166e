"""A rich text whose parts do not fit together: its words are kept, and its field says so.

A browser that lost half of what it sent must not cost an editor their afternoon.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.blocks import RichTextBlock, StreamBlock
from wagtail.blocks.base import BlockField
from wagtail.rich_text import RichText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.forms import BaseForm

# What Draftail calls the words of a paragraph; read without the rest, which is broken.
WORDS = re.compile(r'"text"\s*:\s*("(?:[^"\\]|\\.)*")')


class UnreadableText(str):
    """The words that could be read of a text, as paragraphs."""

    __slots__ = ()

    @classmethod
    def of(cls, sent: str) -> UnreadableText:
        return cls("".join(f"<p>{escape(words)}</p>" for words in _words(sent) if words.strip()))


def _words(sent: str) -> Iterator[str]:
    for found in WORDS.findall(sent):
        with suppress(ValueError):
            yield json.loads(found, strict=False)


def tell_unreadable_texts() -> None:
    """Once: what such a text is given to as its value says it, a field or a block."""
    forms.CharField.to_python = _refusing(forms.CharField.to_python)
    RichTextBlock.value_from_form = _keeping(RichTextBlock.value_from_form)


def _refusing(read: Callable[..., str]) -> Callable[..., str]:
    @wraps(read)
    def to_python(field: forms.CharField, value: object) -> str:
        if isinstance(value, UnreadableText):
            raise ValidationError(
                _(
                    "This text did not arrive whole. Its words are below, or the text that was "
                    "saved last: check it, then save again."
                )
            )
        return read(field, value)

    return to_python


def _keeping(read: Callable[..., RichText]) -> Callable[..., RichText]:
    @wraps(read)
    def value_from_form(block: RichTextBlock, value: object) -> RichText:
        text = read(block, value)
        if isinstance(value, UnreadableText):
            text.source = value  # Without one word of it, it would be an empty text like others.
        return text

    return value_from_form


class ShowsLastText:
    """Base of a form: of a text that could not be read at all, the one saved last is shown."""

    def _post_clean(self) -> None:
        for name, field in self.fields.items():
            if name in self.errors:
                _show_last(self, name, field)
        super()._post_clean()


def with_last_text(form_class: type[BaseForm]) -> type[BaseForm]:
    if issubclass(form_class, ShowsLastText):
        return form_class
    return type(form_class)(form_class.__name__, (ShowsLastText, form_class), {})


def _show_last(form: BaseForm, name: str, field: forms.Field) -> None:
    value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    stored = form.get_initial_for_field(field, name)
    if isinstance(value, UnreadableText) and not value:
        field.bound_data = lambda _data, _initial: stored
    elif isinstance(field, BlockField) and isinstance(field.block, StreamBlock) and stored:
        last = {child.id: child.value for child in stored}
        lost = [child for child in value if _is_lost(child.value) and child.id in last]
        for child in lost:
            child.value = last[child.id]
        if lost:
            field.bound_data = lambda _data, _initial: value


def _is_lost(value: object) -> bool:
    return (
        isinstance(value, RichText)
        and isinstance(value.source, UnreadableText)
        and not value.source
    )
