"""What administrators do to several accounts at once follows what is done to one.

Groups that are given are written in the journal; what waits for closed accounts is withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now
from wagtail import hooks

from maillage.accounts.models import User
from maillage_site.teams.journal import write_changes
from maillage_site.teams.queries import roles_everywhere
from maillage_site.teams.withdrawing import withdraw_where_taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

GIVES_A_GROUP, CLOSES = "assign_role", "set_active_state"
BEFORE = "maillage_roles_before"


@hooks.register("before_bulk_action")
def note_roles(
    request: HttpRequest, action_type: str, objects: Sequence[object], _action: object
) -> None:
    if action_type in {GIVES_A_GROUP, CLOSES}:
        people = [one for one in objects if isinstance(one, User)]
        setattr(request, BEFORE, [(one, roles_everywhere(one)) for one in people])


@hooks.register("after_bulk_action")
def write_roles(
    request: HttpRequest, _action_type: str, _objects: Sequence[object], _action: object
) -> None:
    at = now()
    for person, before in getattr(request, BEFORE, ()):
        person.refresh_from_db(fields=["is_active"])
        after = roles_everywhere(person)
        withdraw_where_taken(person, before, after, at=at)
        write_changes(person, before, after, by=request.user, at=at)
