"""Groups that administrators give to several accounts at once are written in the journal too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now
from wagtail import hooks

from maillage.accounts.models import User
from maillage_site.teams.journal import write_changes
from maillage_site.teams.queries import roles_everywhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

GIVES_A_GROUP = "assign_role"
BEFORE = "maillage_roles_before"


@hooks.register("before_bulk_action")
def note_roles(
    request: HttpRequest, action_type: str, objects: Sequence[object], _action: object
) -> None:
    if action_type == GIVES_A_GROUP:
        people = [one for one in objects if isinstance(one, User)]
        setattr(request, BEFORE, [(one, roles_everywhere(one)) for one in people])


@hooks.register("after_bulk_action")
def write_roles(
    request: HttpRequest, _action_type: str, _objects: Sequence[object], _action: object
) -> None:
    for person, before in getattr(request, BEFORE, ()):
        write_changes(person, before, roles_everywhere(person), by=request.user, at=now())
