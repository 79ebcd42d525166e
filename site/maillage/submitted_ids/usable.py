"""Which rows a person may name in a form of the admin."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from wagtail.permissions import policy_registry

from maillage.accounts.teams import edited_territories, is_national
from maillage.territories.models import Commune, Territory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Field, Model

    from maillage.accounts.models import User

    Rows = Callable[[User | AnonymousUser], QuerySet]

ANY_USE = ("choose", "view", "change", "delete")


class Reference(NamedTuple):
    """A row named in a form: its model, the topmost of its parents; its key as text."""

    model: type[Model]
    pk: str

    @classmethod
    def to(cls, model: type[Model], pk: object) -> Reference:
        """A page chosen as an ``EventPage`` and one chosen as a ``Page`` are one reference."""
        parents = model._meta.get_parent_list()
        return cls(parents[-1] if parents else model, str(pk))


def register_usable(model: type[Model], rows: Rows) -> None:
    """Say which rows of a model a person may use, instead of those they see in the admin.

    Never asked for the national team, which uses everything.
    """
    _USABLE[model] = rows


def usable_rows(user: User | AnonymousUser, model: type[Model]) -> QuerySet:
    """The rows of a model that the person may name in a form.

    By default those of its permission policy: none, for a model that nobody opened to territories.
    """
    if is_national(user):
        return model._default_manager.all()
    if model in _USABLE:
        return _USABLE[model](user)
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ANY_USE)


def unusable(user: User | AnonymousUser, given: Iterable[Reference]) -> set[Reference]:
    """Those that the person may not use, or that do not exist."""
    if is_national(user):
        return set()
    return _not_among(given, lambda model: usable_rows(user, model))


def unknown(given: Iterable[Reference]) -> set[Reference]:
    """Those that name no row."""
    return _not_among(given, lambda model: model._default_manager.all())


def _not_among(
    given: Iterable[Reference], rows: Callable[[type[Model]], QuerySet]
) -> set[Reference]:
    by_model: dict[type[Model], set[Reference]] = defaultdict(set)
    for reference in given:
        by_model[reference.model].add(reference)
    found = {
        Reference(model, str(pk))
        for model, references in by_model.items()
        for pk in rows(model).filter(pk__in=_keys(model, references)).values_list("pk", flat=True)
    }
    return {one for references in by_model.values() for one in references} - found


def _keys(model: type[Model], references: Iterable[Reference]) -> list[object]:
    key = cast("Field", model._meta.pk)
    keys = []
    for reference in references:
        try:
            typed = key.to_python(reference.pk)
            key.run_validators(typed)
        except ValidationError:  # It names no row at all, nor could it.
            continue
        keys.append(typed)
    return keys


def _own_territories(user: User | AnonymousUser) -> QuerySet:
    return Territory.objects.filter(pk__in=[one.pk for one in edited_territories(user)])


_USABLE: dict[type[Model], Rows] = {
    Territory: _own_territories,
    # Everybody reads the map of France.
    Commune: lambda _user: Commune.objects.all(),
}
