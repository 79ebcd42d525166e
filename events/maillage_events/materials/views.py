"""Slides, replay and minutes of a date, in the organiser's panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from maillage.permissions import may, verb_required
from maillage_events.materials.adding import publish_material
from maillage_events.materials.document_views import file_answer
from maillage_events.materials.forms import MaterialForm
from maillage_events.models import Event, Material
from maillage_events.organiser.views import own_date, title_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Occurrence


@verb_required("publish", Event)
@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the date left, and the form that adds to it."""
    date = own_date(request, uuid, "publish")
    material = Material(occurrence=date, available_from=timezone.now())
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MaterialForm(*sent, instance=material)
    if sent and form.is_valid():
        told = publish_material(
            form.instance,
            at=timezone.now(),
            announce=form.cleaned_data["announce"],
            content=form.content,
        )
        messages.success(request, _said(told))
        return HttpResponseRedirect(_address(date))
    context = {
        "date": date,
        "title": title_of(date),
        "form": form,
        "materials": date.materials.all(),
        "people": date.registrations.given_what_is_left().count(),
        "over": date.ends_at <= timezone.now(),
    }
    return TemplateResponse(request, "maillage_events/organiser/materials.html", context)


def _said(told: int) -> str:
    if not told:
        return _("It is there.")
    said = ngettext("It is there. One mail says so.", "It is there. %(count)s mails say so.", told)
    return said % {"count": told}


@verb_required("delete", Material)
@require_http_methods(["POST"])
def remove_material(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it away; a mail that was to announce it is not sent."""
    material = get_object_or_404(Material.objects.select_related("occurrence__event"), uuid=uuid)
    if not may(request.user, "delete", material):
        raise Http404
    material.delete()
    messages.success(request, _("It is taken away."))
    return HttpResponseRedirect(_address(material.occurrence))


@verb_required("view", Material)
@require_safe
def material_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The organiser reads the file before anybody, and is not counted."""
    material = get_object_or_404(Material.objects.select_related("occurrence__event"), uuid=uuid)
    if not may(request.user, "view", material) or not material.is_file:
        raise Http404
    return file_answer(material)


def _address(date: Occurrence) -> str:
    return reverse("maillage_events_admin:materials", args=[date.uuid])
