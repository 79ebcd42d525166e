"""An unknown file in the admin: its coordinator says which column is which, and it is looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.permissions import verb_required
from maillage_cartography.imports import runs
from maillage_cartography.imports.column_form import ColumnForm, samples
from maillage_cartography.imports.tables import UnreadableFile
from maillage_cartography.imports.views import own_import, page_of
from maillage_cartography.models import PlaceImport

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@verb_required("change", PlaceImport)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One list a field; what is chosen is kept with the import, as a declaration."""
    run = own_import(request, uuid)
    if not runs.may_choose_columns(run):
        raise Http404
    try:
        with runs.file_of(run) as path:
            found = samples(path)
    except UnreadableFile as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(page_of(run))
    form = ColumnForm(request.POST or None, columns=found, before=run.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                runs.read_with(run, form.declaration(run.source))
                transaction.on_commit(partial(runs.look_later.enqueue, str(run.uuid)))
        except runs.NotReady:
            messages.error(request, _("This import was applied or undone before."))
        return HttpResponseRedirect(page_of(run))
    context = {"form": form, "run": run}
    return TemplateResponse(request, "maillage_cartography/admin/columns.html", context)
