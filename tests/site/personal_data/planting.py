"""A row about a person in each personal model, found through the registry and never by a list.

Every personal text field that can hold one gets a canary of its own, `zq<person><number>zq`. What
the registry cannot know (constraints, trees, what a session is made of) is told by `specials`.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from maillage.accounts.models import User
from maillage.personal_data import Person, Rows, Subject
from maillage.personal_data.registry import all_rows, by_subject, own_fields
from tests.community.factories import ReplyFactory
from tests.events import factories
from tests.site.factories import national_portal
from tests.site.personal_data.specials import MADE, TOLD

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
SHORTEST = 8  # a canary must fit
CANARY = re.compile(r"zq([a-z])\d{3,4}zq")
# As subjects are said: `path`, `path` verified, `path` verified where `account` is empty.
PATH = re.compile(r"`([\w.]+)`( verified)?(?: where `(\w+)` is empty)?")


@dataclass
class Planted:
    """Somebody, the rows about them, and their canaries: (model, field) → texts."""

    letter: str
    user: User
    canaries: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"zq{self.letter}000zq@exemple.fr"

    @property
    def person(self) -> Person:
        return Person.of(self.user)


class Planter:
    def __init__(self) -> None:
        self.numbers = count(1)
        self.portal = national_portal()
        factories.event()
        ReplyFactory()

    def people(self) -> tuple[Planted, Planted]:
        """Two, each with a row in every personal model; where a row has several roles, one each."""
        both = self.somebody("a"), self.somebody("b")
        for one, other in (both, both[::-1]):
            for rows in all_rows():
                for subject in by_subject(rows):
                    self.plant(rows, subject, one, other)
            self.note(both)
        return both

    def somebody(self, letter: str) -> Planted:
        user = User(name=self.canary(letter), password=self.canary(letter))
        made = Planted(letter, user)
        user.email = made.address
        user.save()
        address = EmailAddress.objects.create(user=user, email=made.address, verified=True)
        made.rows = {User: [user], EmailAddress: [address]}
        return made

    def canary(self, letter: str) -> str:
        return f"zq{letter}{next(self.numbers):03d}zq"

    def plant(self, rows: Rows, subject: Subject, one: Planted, other: Planted) -> None:
        model = apps.get_model(rows.model)
        if model in {User, EmailAddress}:
            return  # the person
        for path, verified, unless in PATH.findall(subject.said) or [("", "", "")]:
            values = self.values(rows, subject, one, other)
            values |= self.link(model, path, one.address if verified else one.user, one)
            values |= {unless: None} if unless in own_fields(model) else {}
            if tell := TOLD.get(rows.model):
                values |= tell(self, path, values, one, other)
            one.rows.setdefault(model, []).append(self.save(model, values))

    def values(self, rows: Rows, subject: Subject, one: Planted, other: Planted) -> dict:
        """Every column: canaries of who the field is about; the other person in other roles."""
        model = apps.get_model(rows.model)
        values = self.neutral(model)
        for about, fields in by_subject(rows).items():
            whose = one if about == subject else other
            for column in (own_fields(model)[name] for each in fields for name in each.names):
                if column.related_model is User:
                    values[column.name] = whose.user
                elif can_hold(column):
                    values[column.name] = self.text(column, whose.letter)
        return values

    def text(self, column: models.Field, letter: str) -> object:
        text = self.canary(letter)
        if isinstance(column, models.EmailField):
            return f"{text}@exemple.fr"
        return {"said": text} if isinstance(column, models.JSONField) else text

    def link(self, model, path: str, value: object, one: Planted) -> dict[str, object]:
        """What makes the row the person's: an account, an address, or another row of theirs."""
        name, *further = path.split("__")
        if name not in own_fields(model):
            return {}  # told by TOLD
        if not further:
            return {name: value}
        linked = own_fields(model)[name].related_model
        mine = [row for row in one.rows[linked] if getattr(row, further[-1]) == value]
        return {name: mine[0]}

    def neutral(self, model) -> dict[str, object]:
        return {
            column.name: self.nothing(column)
            for column in own_fields(model).values()
            if not column.null and not column.has_default()
            if not isinstance(column, models.AutoField)
        }

    def nothing(self, column: models.Field) -> object:
        """A value that says nothing, another one each time."""
        number = next(self.numbers)
        if column.is_relation:
            return self.any(column.related_model)
        if isinstance(column, models.CharField | models.TextField | models.FileField):
            return f"n{number}"[: column.max_length]
        kinds = {
            models.DateTimeField: NOW,
            models.DateField: NOW.date(),
            models.UUIDField: uuid4(),
            models.JSONField: {},
            models.BinaryField: b"n",
            models.BooleanField: False,
            models.GenericIPAddressField: "192.0.2.1",
        }
        return next((kinds[kind] for kind in kinds if isinstance(column, kind)), number)

    def any(self, model) -> models.Model:
        return model._base_manager.first() or self.save(model, self.neutral(model))

    def save(self, model, values: dict[str, object]) -> models.Model:
        if make := MADE.get(model._meta.label):
            return make(self, values)
        if model._meta.parents:
            return model.objects.create(**values)
        (made,) = model._base_manager.bulk_create([model(**values)])
        return made

    def note(self, people: tuple[Planted, Planted]) -> None:
        """Where each canary is, read back from the rows that were made."""
        owners = {one.letter: one for one in people}
        for row in (row for one in people for rows in one.rows.values() for row in rows):
            for column in own_fields(type(row)).values():
                if isinstance(column, TEXTS):
                    said = str(column.value_from_object(row))
                    for found in CANARY.finditer(said):
                        place = row._meta.label, column.name
                        owners[found[1]].canaries.setdefault(place, set()).add(found[0])


def can_hold(column: models.Field) -> bool:
    long = column.max_length is None or column.max_length >= SHORTEST
    return isinstance(column, TEXTS) and long
