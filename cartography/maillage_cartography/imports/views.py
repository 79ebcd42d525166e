"""Importing from the admin: send a file, read what it would change, apply it, undo it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.permissions import may, rows_for, verb_required
from maillage_cartography.imports import runs
from maillage_cartography.imports.file_dates import date_in_name
from maillage_cartography.imports.forms import ImportForm
from maillage_cartography.models import PlaceImport

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

PER_PAGE = 20
State = PlaceImport.State
UNDER_WAY = {State.LOOKING, State.APPLYING}
SECONDS = 2


@verb_required("view", PlaceImport, post="add")
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """A form for a file, and the files sent before."""
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(page_of(_receive(request, form)))
    own = rows_for(request.user, PlaceImport).defer("content", "report").select_related("by")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("p"))
    context = {"form": form, "page_obj": page}
    return TemplateResponse(request, "maillage_cartography/admin/imports.html", context)


@verb_required("view", PlaceImport)
@require_safe
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the file would change, or did; the page asks for itself again while work goes on."""
    run = own_import(request, uuid)
    later = PlaceImport.objects.filter(
        source=run.source, pk__gt=run.pk, state__in=[State.APPLIED, State.APPLYING]
    )
    context = {
        "run": run,
        "report": run.report,
        "under_way": run.state in UNDER_WAY,
        # A file that could not be read has nothing to apply; one that stopped half-way goes on.
        "may_apply": bool(run.report)
        and run.content is not None
        and run.state in {State.LOOKED, State.FAILED},
        "may_choose_columns": runs.may_choose_columns(run),
        "may_undo": run.state in {State.APPLIED, State.FAILED}
        and not later.exists()
        and bool(run.rows_done),
    }
    response = TemplateResponse(request, "maillage_cartography/admin/import.html", context)
    if run.state in UNDER_WAY:
        response.headers["Refresh"] = str(SECONDS)
    return response


@verb_required("change", PlaceImport)
@require_POST
def apply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run = own_import(request, uuid)
    if run.content is None:
        raise Http404
    if request.POST.get("accept_vanished"):
        PlaceImport.objects.filter(pk=run.pk).update(accept_vanished=True)
    try:
        with transaction.atomic():
            runs.begin(run, at=timezone.now())
            transaction.on_commit(partial(runs.apply_later.enqueue, str(run.uuid)))
    except runs.SourceIsBusy:
        messages.error(request, _("Another import of this source is under way."))
    except runs.NotReady:
        messages.error(request, _("This import was applied or undone before."))
    return HttpResponseRedirect(page_of(run))


@verb_required("change", PlaceImport)
@require_POST
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run = own_import(request, uuid)
    try:
        runs.undo(run)
    except runs.NotReady:
        messages.error(request, _("Only the last import of a source can be undone."))
    else:
        messages.success(request, _("Places are as they were before this import."))
    return HttpResponseRedirect(page_of(run))


@transaction.atomic
def _receive(request: HttpRequest, form: ImportForm) -> PlaceImport:
    data = form.cleaned_data
    file = data["file"]
    run = PlaceImport.objects.create(
        source=data["source"],
        territory=data["territory"],
        file_name=file.name[:200],
        content=file.read(),
        on=data["on"] or date_in_name(file.name) or timezone.localdate(),
        complete=data["complete"],
        mapping=data["mapping"],
        by=request.user,
        created_at=timezone.now(),
    )
    transaction.on_commit(partial(runs.look_later.enqueue, str(run.uuid)))
    return run


def own_import(request: HttpRequest, uuid: UUID) -> PlaceImport:
    """An import of the person's territories; 404 for anybody else's."""
    run = get_object_or_404(PlaceImport, uuid=uuid)
    if not may(request.user, "change", run):
        raise Http404
    return run


def page_of(run: PlaceImport) -> str:
    return reverse("maillage_cartography_admin:import", args=[run.uuid])
