"""The organiser answers those who ask to take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.permissions import may, verb_required
from maillage_events.editing.date_forms import MessageForm
from maillage_events.models import Registration
from maillage_events.organiser.acceptance import accept, reject
from maillage_events.organiser.views import title_of
from maillage_events.registration import refusals

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@verb_required("change", Registration)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The request with its answers; accept it, or refuse it with a word."""
    rows = Registration.objects.select_related("occurrence__event")
    registration = get_object_or_404(rows, uuid=uuid)
    if not may(request.user, "change", registration):
        raise Http404
    back = reverse("maillage_events_admin:registrants", args=[registration.occurrence.uuid])
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _answer(request, registration, form.cleaned_data["message"])
        return HttpResponseRedirect(back)
    title = title_of(registration.occurrence)
    context = {"registration": registration, "form": form, "back": back, "title": title}
    return TemplateResponse(request, "maillage_events/organiser/review.html", context)


def _answer(request: HttpRequest, registration: Registration, message: str) -> None:
    now = timezone.now()
    if "refuser" in request.POST:
        reject(registration, at=now, message=message)
        messages.success(request, _("The request is refused. A mail says so."))
        return
    try:
        found = accept(registration, at=now)
    except refusals.SignUpRefused as refusal:
        messages.error(request, str(refusal.title))
        return
    if found.state == Registration.State.WAITLISTED:
        messages.success(request, _("Accepted: no place is left, the person is on the list."))
    else:
        messages.success(request, _("Accepted: the person has a place. A mail says so."))
