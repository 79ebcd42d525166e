"""The messages of one's portals, as their teams read and settle them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.permissions import rows_for, verb_required
from maillage_site.contact.messages import note_answered, note_waiting
from maillage_site.contact.models import ContactMessage

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 30
ANSWERED = "repondus"


@verb_required("view", ContactMessage)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Those that wait, or those that were answered."""
    own = rows_for(request.user, ContactMessage)
    answered = request.GET.get("etat") == ANSWERED
    rows = own.answered() if answered else own.waiting()
    rows = rows.select_related("portal__territory", "page", "answered_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    context = {"page_obj": page, "answered": answered, "answered_state": ANSWERED}
    return TemplateResponse(request, "maillage_site/contact/messages.html", context)


@verb_required("change", ContactMessage)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answered, or waiting again."""
    message = get_object_or_404(rows_for(request.user, ContactMessage, "change"), pk=pk)
    choice = request.POST.get("choice")
    if choice == "answered":
        note_answered(message, by=request.user, at=timezone.now())
    elif choice == "waiting":
        note_waiting(message)
    else:
        raise Http404
    return HttpResponseRedirect(reverse("maillage_contact:messages"))
