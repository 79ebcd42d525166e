"""A person opens every address with their own rows, and sends every form with foreign ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.site.rights.conftest import CANARY
from tests.site.submitted_ids.addresses import own_addresses, routes
from tests.site.submitted_ids.naming import Naming
from tests.site.submitted_ids.sent import SentForm, body, forms_in, made_forms
from tests.site.submitted_ids.verdicts import (
    LEFT_OUT,
    STORES_NOTHING,
    TYPED_IN,
    WITHOUT_FORM,
    asked,
)
from tests.site.submitted_ids.watch import Watch, undone

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.site.submitted_ids.addresses import Route
    from tests.site.submitted_ids.furnished import Sides
    from tests.site.submitted_ids.naming import Named

AGAIN = 3
# So many addresses of one pattern: a row of each model was tried.
GUESSED = 3
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
HOME = {"/gestion/", "/gestion/login/"}


@dataclass(frozen=True)
class Answer:
    """What came of a request: its status, the tables it wrote, theirs that changed or was read."""

    status: int
    written: set[str]
    changed: list[str]
    read: bool

    def is_a_hole(self) -> bool:
        return bool(self.changed) or self.read or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR

    def is_stored(self) -> bool:
        return bool(self.written) and self.status < HTTPStatus.BAD_REQUEST


@dataclass
class Walk:
    """One person's."""

    client: Client
    sides: Sides
    watch: Watch
    # Every block of the StreamFields of a page, or one for each kind of row that they name.
    thorough: bool = False
    holes: list[str] = field(default_factory=list)
    # Path of the pattern → what happened there.
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # (path, field) → whether the same was accepted with a row of one's own.
    fields: dict[tuple[str, str], bool] = field(default_factory=dict)
    forms: int = 0
    posts: int = 0
    # How often a form was sent: once, if it was accepted.
    again: Counter[tuple] = field(default_factory=Counter)
    tried: set[tuple] = field(default_factory=set)

    def go(self, only: str = "") -> None:
        """Everywhere, or where the path of the pattern is so."""
        self.naming = Naming(self.sides)
        self.cookies = {name: one.value for name, one in self.client.cookies.items()}
        for route in routes():
            if plain(route.path) not in LEFT_OUT and re.search(only, plain(route.path)):
                addresses = own_addresses(route, self.sides)
                for address in addresses:
                    for one in asked(plain(route.path), address, self.sides):
                        self._open(route, one, guessed=len(addresses) > GUESSED)

    def verdict(self, path: str) -> str:
        """What is known of an address, in a word; empty as long as a form of it proved nothing."""
        found = self.seen[path]
        if "posted" in found:
            return "posted"
        if "refused" in found and not found & {"opened", "form"}:
            return "refused"
        if path in STORES_NOTHING:
            return "left out"
        return "read-only" if found - {"refused"} == {"opened"} else ""

    def _open(self, route: Route, address: str, *, guessed: bool) -> None:
        path = plain(route.path)
        with undone(), made_forms() as made:
            answer = self._ask(address)
        text = body(answer)
        self._judge(f"GET {address}", Answer(answer.status_code, set(), [], CANARY in text))
        self.seen[path].add(_seen(answer))
        if guessed and answer.status_code == HTTPStatus.NOT_FOUND:
            return  # It wants rows of another model.
        found = forms_in(answer, address, text, made) if answer.status_code == HTTPStatus.OK else []
        for form in found:
            if self.again[form.key()] < AGAIN:
                self.again[form.key()] += AGAIN if self._send(form) else 1
                self.forms += 1
        if all(urlsplit(form.action).path != urlsplit(address).path for form in found):
            for data in WITHOUT_FORM.get(path, lambda _sides: [{}])(self.sides):
                self._send(SentForm(address, {name: [value] for name, value in data.items()}))
        for other in self.naming.foreign_versions(address):
            with undone():
                answer = self._ask(other)
            self._judge(f"GET {other}", Answer(answer.status_code, set(), [], _leaks(answer)))

    def _send(self, form: SentForm) -> bool:
        """Whether it was accepted with one's own rows."""
        path = path_of(form.action)
        if path is None or path in LEFT_OUT:
            return True
        if form.fields:
            self.seen[path].add("form")
        for name, one in TYPED_IN.get(path, {}).items():
            form.data[name] = [one(self.sides) if callable(one) else one]
        variants = [form.data, *(form.data | {name: [value]} for name, value in form.buttons)]
        working = [data for data in variants if self._stored(path, form.action, data)]
        for data in working or variants[:1]:
            for action in self.naming.foreign_versions(form.action):
                self._judge(f"POST {action} {sorted(data)}", self._post(action, data))
        data = (working or variants)[0]
        thorough = self.thorough and path.endswith("/edit/")
        for named in self.naming.places(form, thorough=thorough):
            self._send_named(path, form.action, data, named)
        return bool(working)

    def _send_named(self, path: str, action: str, data: dict[str, list], named: Named) -> None:
        tried = (path, frozenset(data), repr((named.label, named.foreign)))
        if tried in self.tried:
            return
        self.tried.add(tried)
        for change in named.own:
            stored = self._stored(path, action, data | change)
            if stored is not None:
                key = (path, named.label)
                self.fields[key] = self.fields.get(key, False) or stored
        for change in named.foreign:
            self._judge(f"POST {action} {change}", self._post(action, data | change))

    def _stored(self, path: str, action: str, data: dict[str, list]) -> bool | None:
        """Whether it was with own rows alone; None where the person may not post at all."""
        answer = self._post(action, data)
        self._judge(f"POST {action} of one's own {sorted(data)}", answer)
        if answer.status in REFUSED:
            self.seen[path].add("refused")
            return None
        if answer.is_stored():
            self.seen[path].add("posted")
        return answer.is_stored()

    def _judge(self, what: str, answer: Answer) -> None:
        if answer.is_a_hole():
            self.holes.append(f"{what[:300]} {answer.status} {answer.read} {answer.changed[:3]}")

    def _post(self, action: str, data: dict[str, list]) -> Answer:
        self.posts += 1
        with undone() as written:
            answer = self._ask(action, _rewound(data))
            read = _leaks(answer)
            changed = self.watch.changed(written)
        return Answer(_status(answer), written, changed, read)

    def _ask(self, address: str, data: dict[str, list] | None = None) -> HttpResponse:
        """As signed in as before: what an answer gives to keep is of no other."""
        self.client.cookies = SimpleCookie(self.cookies)
        return self.client.get(address) if data is None else self.client.post(address, data)


def path_of(action: str) -> str | None:
    try:
        return plain(resolve(urlsplit(action).path).route)
    except Resolver404:
        return None


def plain(path: str) -> str:
    """As Django names the pattern that answered."""
    return path.replace("^", "").replace("$", "")


def _leaks(answer: HttpResponse) -> bool:
    return CANARY in body(answer)


def _status(answer: HttpResponse) -> int:
    """Wagtail leads home those whom it refuses."""
    home = answer.status_code == HTTPStatus.FOUND and answer["Location"] in HOME
    return HTTPStatus.FORBIDDEN if home else answer.status_code


def _seen(answer: HttpResponse) -> str:
    status = _status(answer)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return "to be posted"
    return "refused" if status in REFUSED else "opened"


def _rewound(data: dict[str, list]) -> dict[str, list]:
    """A file is read by each post."""
    for values in data.values():
        for value in values:
            if hasattr(value, "seek"):
                value.seek(0)
    return data
