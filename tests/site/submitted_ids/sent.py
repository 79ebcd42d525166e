"""The forms of an answer: what a browser would send of them, and which rows each field names."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django import forms
from django.contrib.messages import get_messages
from django.forms import BaseForm
from wagtail.blocks.base import BlockField

from tests.site.admin_forms import values
from tests.site.rights.conftest import png

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from bs4 import Tag
    from django.forms import Field
    from django.http import HttpResponse

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)
TEMPLATE = re.compile(r"<template\b[^>]*\[data-edit-form\].*?</template>", re.DOTALL)
BUTTONS = "button[name], input[type=submit][name]"


@dataclass
class SentForm:
    """A form as it stands: where it goes, what it sends, what may be chosen in it."""

    action: str
    data: dict[str, list] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    # The fields of Django's that read it, by the name sent.
    fields: dict[str, Field] = field(default_factory=dict)

    def key(self) -> tuple:
        return (re.sub(r"\d{8}|[0-9a-f-]{36}", "*", self.action), *sorted(self.data))


def body(response: HttpResponse) -> str:
    """What is read, now or in the next answer."""
    sent = b"".join(response.streaming_content) if response.streaming else response.content
    told = " ".join(str(one) for one in get_messages(response.wsgi_request))
    return sent.decode(errors="replace") + told


def html(response: HttpResponse, text: str) -> str:
    """The page, or what a dialog of Wagtail's holds."""
    if "json" in response.get("Content-Type", ""):
        told = response.json()
        return str(told.get("html") or told.get("form") or "") if isinstance(told, dict) else ""
    return text


def forms_in(
    response: HttpResponse, address: str, text: str, made: list[BaseForm]
) -> list[SentForm]:
    """Those that are posted; fields of Django's are found by the name sent."""
    text = html(response, text)
    found = [
        _read(BeautifulSoup(one, "html.parser").form, address)
        for one in FORM.findall(text)
        if "csrfmiddlewaretoken" in one and re.search(r"method=\W?post", one[:600], re.IGNORECASE)
    ]
    read = {name: one for form in made for name, one in _fields(form)}
    for form in found:
        form.fields = {name: one for name, one in read.items() if _belongs(name, one, form.data)}
        for part in TEMPLATE.findall(text) if len(form.data) > 10 else ():
            _fill(form, BeautifulSoup(part, "html.parser"))
        _complete(form)
    return found


def _belongs(name: str, one: Field, data: dict[str, list]) -> bool:
    if isinstance(one, BlockField):
        return len(data) > 2
    return name in data or isinstance(one, forms.FileField | forms.ModelMultipleChoiceField)


def _read(tag: Tag, address: str) -> SentForm:
    form = SentForm(urljoin(address, tag.get("action") or address))
    _fill(form, tag)
    for one in tag.select(BUTTONS):
        if (one["name"], one.get("value", "")) not in form.buttons:
            form.buttons.append((one["name"], one.get("value", "")))
    return form


def _fill(form: SentForm, tag: Tag) -> None:
    for one in tag.select("input[name], select[name], textarea[name]"):
        name = one["name"]
        form.data.setdefault(name, []).extend(values(one))
        offered = form.offered.setdefault(name, [])
        if one.name == "select":
            offered += [option.get("value", option.text) for option in one.select("option")]
        elif one.get("type") in {"radio", "checkbox"}:
            offered.append(one.get("value", "on"))


@contextmanager
def made_forms() -> Generator[list[BaseForm]]:
    """The forms that a view makes, in order, whether a template shows them or a script."""
    made: list[BaseForm] = []

    def noting(form: BaseForm, *args: object, **kwargs: object) -> None:
        made.append(form)
        plain(form, *args, **kwargs)

    plain = BaseForm.__init__
    BaseForm.__init__ = noting
    try:
        yield made
    finally:
        BaseForm.__init__ = plain


def _fields(form: BaseForm) -> Iterator[tuple[str, Field]]:
    for name, one in form.fields.items():
        if not one.disabled:
            yield form.add_prefix(name), one


def _complete(form: SentForm) -> None:
    """What somebody would type in fields that must be filled."""
    for name, one in form.fields.items():
        if isinstance(one, BlockField):
            form.data.setdefault(f"{name}-count", ["0"])
        elif isinstance(one, forms.FileField):
            if one.required:
                form.data[name] = [png()]
        elif one.required and not any(form.data.get(name, ())):
            form.data[name] = [typed(one, form.offered.get(name, ()))]


def typed(one: Field, offered: list[str]) -> str:
    if isinstance(one, forms.ModelChoiceField):
        return next((value for value in offered if value), "")
    if isinstance(one, forms.ChoiceField):
        return next((str(key) for key, _label in one.choices if key), "")
    for kind, value in TYPED.items():
        if isinstance(one, kind):
            return value
    return "essai"


TYPED = {
    forms.EmailField: "essai@exemple.fr",
    forms.URLField: "https://exemple.fr/",
    forms.IntegerField: "1",
    forms.DateTimeField: "24/12/2026 10:00",
    forms.DateField: "24/12/2026",
    forms.TimeField: "10:00",
    forms.BooleanField: "on",
}
