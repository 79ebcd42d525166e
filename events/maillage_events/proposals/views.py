"""Proposing an event: a page of its own, never stored, with or without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage_events.presentation.private import private
from maillage_events.proposals.drafts import portal_to_propose_to, propose
from maillage_events.proposals.forms import ProposalForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@private
@require_http_methods(["GET", "HEAD", "POST"])
def propose_event(request: HttpRequest) -> HttpResponse:
    """The form; what it holds waits for the portal's publishers."""
    portal, now, scope = portal_to_propose_to(request.scope), timezone.now(), request.scope
    if portal is None:
        raise Http404
    form = ProposalForm(request.POST or None, at=now, tzinfo=scope.tzinfo, user=request.user)
    form.fields["town"].own = scope.territory
    status = 200
    if request.method == "POST" and not may_send(request, "event-proposal"):
        message = _("Many messages came from your network. Wait ten minutes, then send it again.")
        form.add_error(None, message)
        status = 429
    elif request.method == "POST" and form.is_valid():
        if not form.is_robot:
            propose(portal, form.proposed, language=scope.language, at=now)
        return HttpResponseRedirect(scope.url("maillage_events:proposed"))
    elif form.errors:
        status = 422
    return _page(request, "propose", status=status, form=form)


@private
@require_safe
def proposed(request: HttpRequest) -> HttpResponse:
    return _page(request, "proposed")


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    agenda = (_("Agenda"), request.scope.url("maillage_events:agenda"))
    context["breadcrumbs"] = [agenda, (_("Propose an event"), "")]
    template = f"maillage_events/proposal/{name}.html"
    return TemplateResponse(request, template, context, status=status)
