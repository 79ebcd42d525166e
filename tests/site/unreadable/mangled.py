"""What no browser sends of a form: a part that is missing, a number or a year out of every range."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.urls import resolve
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField

from maillage_site.rights.one_act import VIEWS
from tests.site.submitted_ids.addresses import own_addresses, routes
from tests.site.submitted_ids.keys import OWN
from tests.site.submitted_ids.sent import SentForm, body, forms_in, made_forms
from tests.site.submitted_ids.verdicts import LEFT_OUT, TYPED_IN, WITHOUT_FORM, asked
from tests.site.submitted_ids.walk import path_of, plain
from tests.site.submitted_ids.watch import undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.site.submitted_ids.furnished import Sides

    Change = dict[str, list[str]]

ENDLESS = "9" * 30
KEY = re.compile(rf"{str(OWN)[:2]}\d{{{len(str(OWN)) - 2}}}")
# Of each kind of field, what is typed over it.
TYPED = {
    forms.DateField: ("01/01/0001", "9999-12-31"),
    forms.DateTimeField: ("01/01/0001 00:00", "9999-12-31 23:59", "0001-01-01T00:00+14:00"),
    forms.IntegerField: (ENDLESS, f"-{ENDLESS}"),
    forms.FloatField: ("1e400", "nan"),
    forms.ModelChoiceField: (ENDLESS, "rien"),
    forms.FileField: ("rien",),
}


def rich_text(entities: dict[str, object], key: int = 0) -> str:
    """A word that names the entity of that key."""
    block = {
        "key": "a",
        "text": "mot",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 3, "key": key}],
    }
    return json.dumps({"blocks": [block], "entityMap": entities})


def naming(kind: str, data: object) -> str:
    return rich_text({"0": {"type": kind, "mutability": "MUTABLE", "data": data}})


# Entities that no editor makes: without themselves, by a word, by a number that no row has.
FORGED = (
    rich_text({}, key=7),
    naming("LINK", {"id": "x"}),
    naming("LINK", {"id": ENDLESS}),
    naming("LINK", "x"),
    naming("DOCUMENT", {"id": "x"}),
    naming("IMAGE", {"id": "x", "format": "fullwidth", "alt": ""}),
)
BROKEN_TEXT = ("{", "[]", '{"blocks": [1]}', "null", *FORGED)
BROKEN_COUNT = ("rien", ENDLESS, "1")
NUMBER = re.compile(r"\d+")


@dataclass
class Mangling:
    """One person's forms, each sent with one thing wrong at a time; what came of it."""

    client: Client
    sides: Sides
    faults: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    # (path, field without its numbers, what is wrong with it)
    tried: set[tuple[str, str, str]] = field(default_factory=set)
    refused: int = 0

    def go(self, only: str = "") -> None:
        for route in routes():
            path = plain(route.path)
            if path in LEFT_OUT or not re.search(only, path):
                continue
            for address in own_addresses(route, self.sides):
                for one in asked(path, address, self.sides):
                    self._open(path, one)

    def _open(self, path: str, address: str) -> None:
        with undone(), made_forms() as made:
            answer = self.client.get(address)
        text = body(answer)
        found = forms_in(answer, address, text, made) if answer.status_code == HTTPStatus.OK else []
        for form in found:
            self._mangle(form)
        if answer.status_code != HTTPStatus.NOT_FOUND and not found:
            for data in WITHOUT_FORM.get(path, lambda _sides: [{}])(self.sides):
                self._mangle(SentForm(address, {name: [value] for name, value in data.items()}))
        self._ask_for_nothing(path, address)

    def _ask_for_nothing(self, path: str, address: str) -> None:
        """A row that no database can hold, in the address or in what is asked of it."""
        other = KEY.sub(ENDLESS, address.partition("?")[0])
        if other == address:
            other += f"?id={ENDLESS}&p={ENDLESS}"
        if (path, "", "") not in self.tried:
            self.tried.add((path, "", ""))
            self._judge("GET", other, None, "")

    def _mangle(self, form: SentForm) -> None:
        path = path_of(form.action)
        if path is None or path in LEFT_OUT:
            return
        self.forms.add(path)
        for name, one in TYPED_IN.get(path, {}).items():
            form.data[name] = [one(self.sides) if callable(one) else one]
        for name, wrong, data in mangled(form):
            kind = (path, NUMBER.sub("*", name), wrong)
            if kind not in self.tried:
                self.tried.add(kind)
                self._judge("POST", form.action, data, f"{name} {wrong}")

    def _judge(self, method: str, address: str, data: Change | None, what: str) -> None:
        with undone() as written:
            answer = (
                self.client.get(address) if method == "GET" else self.client.post(address, data)
            )
        status = answer.status_code
        self.refused += status == HTTPStatus.BAD_REQUEST
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.faults.append(f"{method} {address} {what} {status}")
        elif status == HTTPStatus.BAD_REQUEST and written and not _is_one_act(address):
            self.faults.append(f"{method} {address} {what} is refused, and wrote {written}")


def _is_one_act(address: str) -> bool:
    """Its transaction was undone."""
    return resolve(address.partition("?")[0]).view_name.startswith(VIEWS)


def mangled(form: SentForm) -> Iterator[tuple[str, str, Change]]:
    """(name, what is wrong with it, what is sent)"""
    yield "", "nothing is sent", {}
    sent = {name: values for name, values in form.data.items() if not hasattr(values[:1], "seek")}
    if "next" in sent:
        yield "next", ENDLESS, sent | {"next": [ENDLESS]}
    for name in sent:
        yield name, "missing", {other: values for other, values in sent.items() if other != name}
        if name.endswith("-count"):
            yield from ((name, text, sent | {name: [text]}) for text in BROKEN_COUNT)
    for name in filter(lambda name: name not in form.fields, sent):
        if sent[name][:1] and str(sent[name][0]).startswith('{"blocks":'):  # in a block
            yield from ((name, text, sent | {name: [text]}) for text in FORGED)
    for name, one in form.fields.items():
        for text in wrong(one):
            yield name, text, sent | {name: [text]}


def wrong(one: forms.Field) -> tuple[str, ...]:
    if isinstance(one, BlockField):
        return ()
    if isinstance(one.widget, DraftailRichTextArea):
        return BROKEN_TEXT
    return next((texts for kind, texts in TYPED.items() if isinstance(one, kind)), ())
