"""Pages of territories, proposed to the nation for every portal, and what the nation says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.generations.counters import PAGES, bump
from maillage.outbox.writing import index_later
from maillage.pages import SEARCH_KIND, readable
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.home.models import ContentPage
from maillage_site.portals.models.pages import portal_above
from maillage_site.proposed_pages.emails import tell_answered, tell_proposed
from maillage_site.syndication.journal import ACCEPTED, PROPOSED, REFUSED, note
from maillage_site.syndication.models import PageProposal
from maillage_site.syndication.offered import offered_pages

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_site.portals.models import Portal

State = PageProposal.State
ACTIONS = {State.ACCEPTED: ACCEPTED, State.REFUSED: REFUSED}


class NotProposableError(Exception):
    """The nation's own, a page that nobody reads, or one that was proposed already."""


class AnsweredError(Exception):
    """It was refused: only another proposal brings it back."""


def proposable(page: ContentPage) -> Portal | None:
    """The portal that may propose the page; None for one that is not to be proposed (again)."""
    read = ContentPage.objects.live().filter(
        pk=page.pk, alias_of=None, locale__language_code=DEFAULT_LANGUAGE
    )
    if not readable(read).exists() or offered_pages().filter(pk=page.pk).exists():
        return None
    portal = portal_above(page)
    if portal is None or portal.national or page.proposals.waiting().exists():
        return None
    return portal


@transaction.atomic
def propose(page: ContentPage, word: str, *, by: User, at: datetime) -> PageProposal:
    """Ask the nation to offer the page, and tell its team. Raises NotProposableError."""
    portal = proposable(ContentPage.objects.select_for_update().get(pk=page.pk))
    if portal is None:
        raise NotProposableError
    made = PageProposal.objects.create(
        page=page, portal=portal, proposed_by=by, word=word, proposed_at=at
    )
    note(PROPOSED, page, portal, by=by, at=at)
    tell_proposed(made)
    return made


@transaction.atomic
def answer(
    proposal: PageProposal, state: str, *, by: User, at: datetime, reason: str = ""
) -> PageProposal:
    """Offer the page to every portal, or refuse, and tell its author. Raises AnsweredError.

    What was accepted may be refused later: portals show it no more.
    """
    held = PageProposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state in (State.REFUSED, state):
        raise AnsweredError
    held.state, held.reason = state, reason
    held.answered_by, held.answered_at = by, at
    held.save()
    bump(PAGES)
    index_later(SEARCH_KIND, held.page.translation_key)
    note(ACTIONS[State(state)], held.page, held.portal, by=by, at=at)
    tell_answered(held)
    return held
