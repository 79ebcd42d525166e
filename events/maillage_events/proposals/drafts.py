"""Events that members and structures propose: a draft that waits for the portal's publishers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.pages import under
from maillage.scope import Scope
from maillage_events.emails.links import absolute
from maillage_events.models import EventIndexPage, EventPage, EventProposal
from maillage_events.models.pages import INDEX_SLUG
from maillage_events.presentation.addresses import Addresses

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.territories.models import Commune


@dataclass(frozen=True)
class Proposed:
    """What was typed; ``facts`` are fields of ``EventPage`` as they are."""

    facts: dict[str, object]
    name: str
    email: str
    description: str = ""
    address: str = ""
    commune: Commune | None = None
    registration_url: str = ""
    message: str = ""


def portal_to_propose_to(scope: Scope) -> Page | None:
    """The page of the portal that is read; None when it has none."""
    return Page.objects.filter(pk=scope.portal_id).first()


def _agenda_of(portal: Page) -> EventIndexPage:
    """In the reader's language, else in another one; made when nobody has made one yet."""
    same = [portal, *portal.get_translations()]
    found = (EventIndexPage.objects.child_of(page).first() for page in same)
    agenda = next((agenda for agenda in found if agenda), None)
    return agenda or portal.add_child(instance=EventIndexPage(title=_("Agenda"), slug=INDEX_SLUG))


@transaction.atomic
def propose(portal: Page, proposed: Proposed, *, language: str, at: datetime) -> EventPage:
    """A page that is not published, in the portal's workflow like any other draft."""
    page = EventPage(
        live=False,
        body=_rich(proposed.description),
        registration_url=proposed.registration_url,
        **proposed.facts,
        **_where(proposed),
    )
    _agenda_of(portal).add_child(instance=page)
    page.save_revision()
    EventProposal.objects.create(
        page=page,
        name=proposed.name,
        email=proposed.email,
        message=proposed.message,
        language=language,
        sent_at=at,
    )
    if workflow := page.get_workflow():
        workflow.start(page, None)
    return page


def _rich(text: str) -> str:
    """As the editor of pages reads it: its ``<br/>`` are closed."""
    return linebreaks(text, autoescape=True).replace("<br>", "<br/>") if text else ""


def _where(proposed: Proposed) -> dict[str, object]:
    commune = proposed.commune
    if commune is None:
        return {"address": proposed.address}
    address = ", ".join(part for part in (proposed.address, commune.name) if part)
    position = {"latitude": commune.latitude, "longitude": commune.longitude}
    return {"address": address, "commune": commune, **position}


def tell_published(page: EventPage) -> None:
    """The event is in the agenda: its author learns it once."""
    for proposal in EventProposal.objects.filter(page=page):
        path = Addresses(Scope()).path(page.url_path, page.locale.language_code)
        with translation.override(proposal.language):
            told = Letter(
                subject=_("Your event is in the agenda: %(title)s") % {"title": page.title},
                title=_("Your event is in the agenda"),
                paragraphs=(_("The team has read what you proposed, and published it."),),
                action=(_("See its page"), absolute(path)),
                facts=((_("Event"), page.title),),
                reason=_("You get this mail because you proposed this event."),
            )
        _answer(proposal, told)


@transaction.atomic
def refuse(page: EventPage, *, reason: str, by: User) -> None:
    """Say why to its author, then delete the draft."""
    tell_refused(page, reason)
    DeletePageAction(page, user=by).execute()


def page_deleted(instance: EventPage, **_rest: object) -> None:
    """Alone or with the page above it."""
    tell_refused(instance)


def tell_refused(page: EventPage, reason: str = "") -> None:
    """Before the page goes: it was never published."""
    for proposal in EventProposal.objects.filter(page=page):
        with translation.override(proposal.language):
            said = ((_("The team's reason"), reason),) if reason else ()
            told = Letter(
                subject=_("Your event was not kept: %(title)s") % {"title": page.title},
                title=_("Your event was not kept"),
                paragraphs=(
                    _("The team has read what you proposed, and does not publish it."),
                    _("You may propose it again with more details, or ask the team of the portal."),
                ),
                facts=((_("Event"), page.title), *said),
                reason=_("You get this mail because you proposed this event."),
            )
        _answer(proposal, told)


def of_portal(portal: Page) -> QuerySet[EventProposal]:
    """What waits there for an answer, in every language."""
    homes = portal.get_translations(inclusive=True).values_list("path", flat=True)
    pages = Page.objects.filter(under(homes))
    return EventProposal.objects.filter(page__page_ptr__in=pages).select_related("page")


def tell_portal_closed(portal: Page, *, named: str, heir: Scope | None) -> None:
    """Nobody will answer what waits there: its authors learn it, and where to propose it again."""
    for proposal in of_portal(portal):
        scope = replace(heir or Scope(), language=proposal.language)
        with translation.override(proposal.language):
            told = Letter(
                subject=_("Your event was not published: %(title)s")
                % {"title": proposal.page.title},
                title=_("Your event was not published"),
                paragraphs=(
                    _("The portal %(portal)s is closed.") % {"portal": named},
                    _("Its team has not answered your proposal. Another portal may announce it."),
                ),
                action=(_("Propose it again"), absolute(scope.url("maillage_events:propose"))),
                facts=((_("Event"), proposal.page.title),),
                reason=_("You get this mail because you proposed this event."),
            )
        _answer(proposal, told)


def _answer(proposal: EventProposal, told: Letter) -> None:
    send_later(
        f"proposal:{proposal.pk}",
        proposal.email,
        subject=told.subject,
        text=told.text,
        html=told.html,
    )
    proposal.delete()
