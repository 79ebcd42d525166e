"""What waits: my own answer, and colleagues who have not given theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.models import PortalTeam
from maillage.permissions import may_somewhere
from maillage.workload import Waiting, counted_together
from maillage_site.role_reviews.queries import asked_of, unanswered_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from maillage.accounts.models import User


def waiting(person: User, at: datetime) -> Iterator[Waiting]:
    asked = [(asked_of(person), "asked_at")]
    told = [(_("Roles of mine to confirm"), "maillage_role_review:mine")]
    if may_somewhere(person, "change", PortalTeam):
        asked.append((unanswered_for(person, at), "asked_at"))
        told.append((_("Colleagues who may have left"), "maillage_role_reviews:list"))
    for (label, screen), found in zip(told, counted_together(*asked), strict=True):
        yield Waiting(label, *found, reverse(screen))
