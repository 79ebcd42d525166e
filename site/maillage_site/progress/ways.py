"""Where a step is taken, for the person who reads it: a link they may follow, or who may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import resolve
from django.utils.translation import ngettext

from maillage.accounts.models import PortalTeam
from maillage.permissions import roles_of
from maillage_site.rights.guard import followable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from maillage_site.progress.checklist import Checklist, Step


@dataclass(frozen=True)
class Way:
    """A step, with ``url`` when the person may go there, else ``who`` may."""

    step: Step
    url: str = ""
    who: str = ""


def ways(
    checklists: Sequence[Checklist], request: HttpRequest
) -> list[tuple[Checklist, list[Way]]]:
    """Each with its steps in their order; what is done leads nowhere."""
    steps = [step for checklist in checklists for step in checklist.steps]
    urls = {step.progress.url for step in steps if step.progress and not step.progress.done}
    open_to = followable(request, urls - {""})
    return [(one, [_way(step, open_to) for step in one.steps]) for one in checklists]


def _way(step: Step, open_to: set[str]) -> Way:
    url = "" if step.progress is None or step.progress.done else step.progress.url
    if not url:
        return Way(step)
    return Way(step, url) if url in open_to else Way(step, who=_who(url))


def _who(url: str) -> str:
    """The roles of a team that the view behind that address is for."""
    model, verb = getattr(resolve(url).func, "maillage_verb", (None, ""))
    held = roles_of(model, verb) if model else frozenset()
    labels = [str(role.label) for role in PortalTeam.Role if role in held]
    if not labels:
        return ""
    said = ngettext(
        "For somebody with the role “%(roles)s”.",
        "For somebody with one of these roles: %(roles)s.",
        len(labels),
    )
    return said % {"roles": ", ".join(labels)}
