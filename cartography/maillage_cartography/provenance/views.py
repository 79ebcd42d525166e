"""The coordinators' pages: what sources propose, where each field comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.permissions import may, rows_for, verb_required
from maillage_cartography.models import Place, SourceProposal
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import EDITED, label, shown, written
from maillage_cartography.provenance.sources import provenance

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

PER_PAGE = 30
LONGEST_HISTORY = 100
VERBS = {"accept": locks.accept, "keep": locks.keep}


@verb_required("view", SourceProposal)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What sources say of locked fields, the oldest first."""
    own = rows_for(request.user, SourceProposal).waiting()
    own = own.select_related("place__commune", "place__hours")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        {
            "proposal": row,
            "field": label(row.field),
            "ours": shown(row.field, written(row.place, row.field)),
            "theirs": shown(row.field, row.value),
        }
        for row in page
    ]
    context = {"rows": rows, "page_obj": page}
    return TemplateResponse(request, "maillage_cartography/admin/proposals.html", context)


@verb_required("change", SourceProposal)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(SourceProposal.objects.select_related("place"), pk=pk)
    if not may(request.user, "change", proposal):
        raise Http404
    verb = VERBS.get(request.POST.get("choice", ""))
    if verb is None:
        raise Http404
    try:
        verb(proposal, by=request.user, at=timezone.now())
    except locks.AlreadyDecided:
        messages.error(request, _("Somebody answered this one before you."))
    else:
        said = _("“%(name)s”: done.") % {"name": proposal.place.name}
        messages.success(request, said)
    return HttpResponseRedirect(reverse("maillage_cartography_admin:proposals"))


@verb_required("change", Place)
@require_safe
def origins(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Each field with its origin and its lock, then what happened to the place."""
    place = _own_place(request, uuid)
    history = place.changes.select_related("by")[:LONGEST_HISTORY]
    context = {
        "place": place,
        "rows": provenance(place, every_field=True),
        "described": place.sources.exists(),
        "merges": place.merges.filter(undone_at=None).select_related("absorbed", "by"),
        "history": [
            {
                "change": change,
                "field": label(change.field),
                "before": shown(change.field, change.before),
                "after": shown(change.field, change.after),
            }
            for change in history
        ],
    }
    return TemplateResponse(request, "maillage_cartography/admin/origins.html", context)


@verb_required("change", Place)
@require_POST
def give_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    place = _own_place(request, uuid)
    field = request.POST.get("field", "")
    if field not in EDITED:
        raise Http404
    locks.give_back(place, field, by=request.user, at=timezone.now())
    messages.success(request, _("The field follows its source again."))
    return HttpResponseRedirect(reverse("maillage_cartography_admin:origins", args=[uuid]))


def _own_place(request: HttpRequest, uuid: UUID) -> Place:
    """A place that the person may change; 404 for anybody else's."""
    place = get_object_or_404(Place.objects.shown(), uuid=uuid)
    if not may(request.user, "change", place):
        raise Http404
    return place
