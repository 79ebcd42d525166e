"""The journal of sensitive actions: who gave a right, downloaded people, merged places, cancelled.

An action is declared once, by whoever has the verb, in its ``permissions.py``::

    from maillage.audit import declare

    declare("maillage.role_given", _("Role given"), _("gave the role “%(role)s”"))

and written in the transaction of the verb, beside what it does::

    record("maillage.role_given", user, by=publisher, at=at, territories=[territory], role=label)

``user`` is the row the action is about: its name is kept with the entry, and is all that is left
when the row goes. ``territories`` are those whose publishers read the entry, none when it is the
nation's alone. What follows are facts in words or numbers (JSON), which the sentence of the action
may name; never somebody's name, address or message, which the registry of personal data could not
find again. Who acts without an account (a reader, a periodic) is ``by=None``. An action that was
not declared is refused: ``record`` raises ValidationError.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.log_actions import LogFormatter, get_active_log_context, registry
from wagtail.models import ModelLogEntry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django.utils.functional import Promise

    from maillage.accounts.models import User
    from maillage.territories.models import Territory

    Text = str | Promise

TERRITORIES = "territories"


@dataclass(frozen=True)
class Action:
    """One kind of action: its label in filters, and the sentence that follows somebody's name."""

    name: str
    label: Text
    sentence: Text


ACTIONS: dict[str, Action] = {}


def declare(name: str, label: Text, sentence: Text) -> None:
    """Make an action known, under a name of the plugin's (``maillage.place_merged``)."""
    action = Action(name, label, sentence)
    if name not in ACTIONS:
        formatter = type("Formatter", (_Formatter,), {"label": label, "action": action})
        registry.register_action(name)(formatter)
    ACTIONS[name] = action


class _Formatter(LogFormatter):
    """What Wagtail's own history says of it."""

    action: Action

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return sentence(self.action, log_entry.data)


def label_of(name: str) -> str:
    """The action in words; its bare name when whoever declared it is gone."""
    return str(ACTIONS[name].label) if name in ACTIONS else name


def sentence(action: Action, facts: dict[str, object]) -> str:
    """What was done, with its facts; without them when an older entry lacks one, or lost them."""
    said = str(action.sentence)
    try:
        return said % facts
    except (KeyError, TypeError):
        return str(action.label)


def record(
    name: str,
    subject: Model,
    *,
    by: User | None,
    at: datetime,
    territories: Iterable[Territory] = (),
    named: str = "",
    **facts: str | int,
) -> None:
    """Write that somebody did this to that row, in the current transaction.

    ``named`` is what people call the row, when ``str`` is not.
    """
    readers = {str(one.pk): True for one in territories}
    ModelLogEntry.objects.log_action(
        subject,
        name,
        title=named,
        user=by,
        uuid=get_active_log_context().uuid,
        timestamp=at,
        data={**facts, TERRITORIES: readers},
    )


def recorded(territories: Iterable[Territory] | None = None) -> QuerySet[ModelLogEntry]:
    """The journal, the latest first: that of these territories, or all of it.

    What a plugin wrote stays when the plugin goes: its action has then no words any more.
    """
    found = ModelLogEntry.objects.filter(data__has_key=TERRITORIES).order_by("-timestamp", "-pk")
    if territories is None:
        return found
    keys = [str(one.pk) for one in territories]
    of_each = Q(pk__in=())
    for key in keys:
        of_each |= Q(**{f"data__{TERRITORIES}__has_key": key})
    return found.filter(of_each)
