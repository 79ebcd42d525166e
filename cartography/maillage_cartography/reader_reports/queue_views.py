"""What readers wrote, as the territory's coordinators read it and answer it in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from maillage.permissions import may, rows_for, verb_required
from maillage_cartography.models import PlaceReport, ProposedPlace
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import KEPT, label, shown
from maillage_cartography.reader_reports import reports as reader_reports

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_cartography.models.reader_reports import ReaderWord

AT_ONCE = 30  # the oldest first: what is answered leaves room for the next ones
NOTE_LENGTH = 500
VERBS = {"treat": reader_reports.treat, "reject": reader_reports.reject, "add": reader_reports.add}


@verb_required("view", PlaceReport)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Errors reported, then places proposed, the oldest first."""
    reports = rows_for(request.user, PlaceReport).waiting()
    proposals = rows_for(request.user, ProposedPlace).waiting()
    context = {
        "reports": reports.select_related("place__commune")[:AT_ONCE],
        "report_count": reports.count(),
        "proposals": [
            {"proposal": row, "said": said(row)}
            for row in proposals.select_related("commune")[:AT_ONCE]
        ],
        "proposal_count": proposals.count(),
        "at_once": AT_ONCE,
        "note_length": NOTE_LENGTH,
    }
    return TemplateResponse(request, "maillage_cartography/admin/readers.html", context)


def said(proposal: ProposedPlace) -> list[tuple[str, str]]:
    """What the reader wrote of the place, in the order of the form."""
    commune = proposal.commune
    return [
        (
            label(field),
            f"{commune.name} ({commune.code})" if field == "commune" else shown(field, text),
        )
        for field in KEPT
        if (text := proposal.values.get(field, ""))
    ]


@verb_required("change", PlaceReport)
@require_POST
def answer_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PlaceReport.objects.select_related("place"), pk=pk)
    _answer(request, found, ("treat", "reject"))
    return HttpResponseRedirect(reverse("maillage_cartography_admin:readers"))


@verb_required("change", ProposedPlace)
@require_POST
def answer_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A place that is added opens at once, to be completed."""
    place = _answer(request, get_object_or_404(ProposedPlace, pk=pk), ("add", "reject"))
    if place is None:
        return HttpResponseRedirect(reverse("maillage_cartography_admin:readers"))
    log(place, "wagtail.create", user=request.user)
    edit = reverse("wagtailsnippets_maillage_cartography_place:edit", args=[place.pk])
    return HttpResponseRedirect(edit)


def _answer(request: HttpRequest, word: ReaderWord, choices: tuple[str, ...]) -> object:
    """Do what was chosen; what the verb gives back, None when somebody was quicker."""
    choice = request.POST.get("choice", "")
    if not may(request.user, "change", word) or choice not in choices:
        raise Http404
    note = request.POST.get("note", "").replace("\0", "").strip()[:NOTE_LENGTH]
    try:
        made = VERBS[choice](word, note=note, by=request.user, at=timezone.now())
    except locks.AlreadyDecided:
        messages.error(request, _("Somebody answered this one before you."))
        return None
    messages.success(request, _("Your answer is kept."))
    return made
