"""Proposing a page to the nation, and answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maillage.permissions import (
    may_everywhere,
    rows_for,
    territories_where,
    verb_required,
)
from maillage_site.home.models import ContentPage
from maillage_site.proposed_pages.emails import SCREEN
from maillage_site.proposed_pages.forms import AnswerForm, ProposalForm
from maillage_site.proposed_pages.proposing import (
    AnsweredError,
    NotProposableError,
    answer,
    proposable,
    propose,
)
from maillage_site.syndication.models import PageProposal

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User

PER_PAGE = 30
FORM = ["GET", "HEAD", "POST"]
State = PageProposal.State


def may_propose(user: User, page: ContentPage) -> bool:
    """Whether the person may, for the portal in which the page stands, now."""
    if may_everywhere(user, "add", PageProposal):
        return proposable(page) is not None
    own = territories_where(user, "add", PageProposal)
    portal = proposable(page) if own else None
    return portal is not None and portal.territory in own


def waiting_first(user: User) -> QuerySet[PageProposal]:
    """Those that the person sees, those that wait for an answer before the others."""
    waits = Case(When(state=State.WAITING, then=0), default=1)
    rows = rows_for(user, PageProposal, "view").select_related("page", "portal__territory")
    return rows.of_open_portals().order_by(waits, "-proposed_at", "-pk")


@verb_required("view", PageProposal)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What was proposed, the nation's team answers; each team sees its own.

    ``?state=waiting`` shows those alone that nobody has answered.
    """
    found = waiting_first(request.user)
    waiting = found.waiting()
    alone = request.GET.get("state") == State.WAITING
    context = {
        "page_obj": Paginator(waiting if alone else found, PER_PAGE).get_page(request.GET.get("p")),
        "waiting": waiting.count(),
        "alone": alone,
        "may_answer": may_everywhere(request.user, "answer", PageProposal),
    }
    return TemplateResponse(request, "maillage_syndication/admin/proposals.html", context)


@verb_required("add", PageProposal)
@require_http_methods(FORM)
def propose_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """A word, once: the page is then the nation's to answer for."""
    page = get_object_or_404(ContentPage, pk=page_id)
    if not may_propose(request.user, page):
        raise Http404
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        try:
            propose(page, word, by=request.user, at=timezone.now())
        except NotProposableError:
            messages.error(request, _("This page was proposed in the meantime."))
        else:
            messages.success(request, _("Proposed: the national team answers by email."))
        return HttpResponseRedirect(reverse(SCREEN))
    context = {"form": form, "page": page}
    return TemplateResponse(request, "maillage_syndication/admin/propose.html", context)


@verb_required("answer", PageProposal)
@require_http_methods(FORM)
def answer_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, what its author says of it, and the nation's answer."""
    open_ones = PageProposal.objects.of_open_portals()
    rows = open_ones.select_related("page", "portal__territory", "proposed_by")
    proposal = get_object_or_404(rows, pk=pk)
    if proposal.state == State.REFUSED:
        messages.info(request, _("This proposal was refused: its author may propose it again."))
        return HttpResponseRedirect(reverse(SCREEN))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        state, reason = form.cleaned_data["state"], form.cleaned_data["reason"]
        try:
            answer(proposal, state, by=request.user, at=timezone.now(), reason=reason)
        except AnsweredError:
            messages.error(request, _("It has this answer already."))
        else:
            messages.success(request, _("Answered: its author is told by email."))
        return HttpResponseRedirect(reverse(SCREEN))
    context = {"form": form, "proposal": proposal}
    return TemplateResponse(request, "maillage_syndication/admin/answer.html", context)
