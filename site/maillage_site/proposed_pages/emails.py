"""Telling the nation what is proposed to it, and authors what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage_site.scheduling.emails import language_of
from maillage_site.syndication.emails import address, publishers_of
from maillage_site.syndication.models import PageProposal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.accounts.models import User

SCREEN = "maillage_syndication_proposals"


def tell_proposed(proposal: PageProposal) -> None:
    """One email for each publisher of the nation."""
    for user in publishers_of(None):
        with translation.override(language_of(user)):
            letter = Letter(
                subject=_("Proposed for every territory: %(title)s")
                % {"title": proposal.page.title},
                title=_("A portal proposes a page"),
                paragraphs=(
                    _("If you accept it, the other portals may take it up; it stays its author's."),
                ),
                action=(
                    _("Answer"),
                    address("maillage_syndication_answer", proposal.pk),
                ),
                facts=(
                    (_("Page"), proposal.page.title),
                    (_("Portal"), proposal.portal.territory.name),
                    (_("Their word"), proposal.word),
                ),
                name=user.name,
                reason=_("You get this email because you publish for the nation."),
            )
            _send(letter, f"page-proposed:{proposal.pk}", user, proposal.proposed_at)


def tell_answered(proposal: PageProposal) -> None:
    """One email for the person who proposed it; when they are gone, for those who publish."""
    for user in _authors(proposal):
        with translation.override(language_of(user)):
            letter = _answer(proposal, user)
            _send(letter, f"page-answered:{proposal.pk}", user, proposal.answered_at)


def _authors(proposal: PageProposal) -> Iterable[User]:
    by = proposal.proposed_by
    return [by] if by and by.is_active else publishers_of(proposal.portal.territory)


def _answer(proposal: PageProposal, user: User) -> Letter:
    named = {"title": proposal.page.title}
    if proposal.state == PageProposal.State.ACCEPTED:
        subject = _("Accepted for every territory: %(title)s") % named
        title = _("Your page is offered to every portal")
        paragraphs = (
            _(
                "It stays yours, at its address: what you change is read at once in the portals "
                "that take it up, with the name of your portal."
            ),
        )
    else:
        subject = _("Not taken for every territory: %(title)s") % named
        title = _("The national team does not offer your page")
        paragraphs = (_("It stays online in your portal. You may propose it again."),)
    said = ((_("Reason"), proposal.reason),) if proposal.reason else ()
    return Letter(
        subject=subject,
        title=title,
        paragraphs=paragraphs,
        action=(_("See your proposals"), address(SCREEN)),
        facts=((_("Page"), proposal.page.title), *said),
        name=user.name,
        reason=_("You get this email because this page was proposed by your portal."),
    )


def _send(letter: Letter, purpose: str, user: User, at: datetime) -> None:
    send_later(
        purpose,
        user.email,
        version=int(at.timestamp()),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
