"""The page on subscribing to an agenda, whatever its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage_events.agenda.filters import AgendaFilter
from maillage_events.agenda.views import active_filters
from maillage_events.ical.subscriptions import subscriptions
from maillage_events.models import Occurrence

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """A choice that we do not understand is first mended in the list."""
    links = subscriptions(request)
    listed = Occurrence.objects.listed().shown_in(request.scope).upcoming(timezone.now())
    found = AgendaFilter(request.GET, listed, own=request.scope.territory)
    if found.errors or found.form.candidates:
        return HttpResponseRedirect(links["list"])
    context = {
        "subscribe": links,
        "chosen": [label for label, _href in active_filters(request, found)],
        "count": found.qs.count(),
        "breadcrumbs": [
            (_("Agenda"), request.scope.url("maillage_events:agenda")),
            (_("Subscribe to the agenda"), ""),
        ],
    }
    return TemplateResponse(request, "maillage_events/subscribe.html", context)
