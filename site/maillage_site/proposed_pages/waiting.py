"""Pages proposed to the nation, as those who answer find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.permissions import may_everywhere
from maillage.workload import Waiting, counted
from maillage_site.proposed_pages.emails import SCREEN
from maillage_site.syndication.models import PageProposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from maillage.accounts.models import User

State = PageProposal.State


def waiting(person: User, _at: datetime) -> Iterator[Waiting]:
    if not may_everywhere(person, "answer", PageProposal):
        return
    number, since = counted(PageProposal.objects.waiting(), "proposed_at")
    url = reverse(SCREEN, query={"state": State.WAITING.value})
    yield Waiting(_("Pages proposed to the nation"), number, since, url)
