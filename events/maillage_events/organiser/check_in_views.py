"""The list at the door, made for a phone: a name, a big button."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.permissions import verb_required
from maillage_events.models import Event
from maillage_events.organiser.attendance import Source, arrive, leave, present, with_presence
from maillage_events.organiser.views import own_date, title_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 100
LONGEST = 100


@verb_required("check-in", Event)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_in(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """People with a seat by name; a POST ticks one, or takes the tick away."""
    date = own_date(request, uuid, "check-in")
    people = date.registrations.confirmed()
    if request.method == "POST":
        person = get_object_or_404(people, uuid=_uuid(request.POST.get("personne", "")))
        if "absente" in request.POST:
            leave(person, Source.CHECK_IN)
        else:
            arrive(person, Source.CHECK_IN, at=timezone.now())
        return HttpResponseRedirect(f"{request.get_full_path()}#p-{person.pk}")
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    found = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    rows = with_presence(found if words else people).order_by("name", "pk")
    context = {
        "date": date,
        "title": title_of(date),
        "q": words,
        "people": Paginator(rows, PER_PAGE).get_page(request.GET.get("p")),
        "present": present(date),
        "expected": people.aggregate(people=Sum("party_size"))["people"] or 0,
    }
    return TemplateResponse(request, "maillage_events/organiser/check_in.html", context)


def _uuid(text: str) -> UUID | None:
    """None for what is not one: nobody has it."""
    try:
        return UUID(text)
    except ValueError:
        return None
