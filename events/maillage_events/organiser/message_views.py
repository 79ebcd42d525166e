"""Writing to people who signed up: the form, then a page that says who gets it, then the mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.permissions import verb_required
from maillage_events.models import Event, Registration
from maillage_events.organiser.message_forms import LABELS, MessageToPeopleForm
from maillage_events.organiser.messages import recipients, write_to
from maillage_events.organiser.views import own_date, title_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Occurrence


@verb_required("message", Event)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Nothing is sent before the second page's button."""
    date = own_date(request, uuid, "message")
    back = reverse("maillage_events_admin:registrants", args=[date.uuid])
    number = int(timezone.now().timestamp() * 1000)
    initial = {"states": [Registration.State.CONFIRMED], "number": number}
    form = MessageToPeopleForm(request.POST or None, initial=initial)
    context = {"date": date, "title": title_of(date), "form": form, "back": back}
    if request.method != "POST" or "changer" in request.POST or not form.is_valid():
        return TemplateResponse(request, "maillage_events/organiser/write.html", context)
    told = form.cleaned_data
    if "envoyer" in request.POST:
        count = write_to(
            date,
            told["states"],
            subject=told["subject"],
            text=told["text"],
            number=told["number"],
            by=request.user,
        )
        said = ngettext("One mail leaves.", "%(count)s mails leave.", count)
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(back)
    context |= {"groups": _groups(date, told["states"]), "told": told}
    context["count"] = recipients(date, told["states"]).count()
    return TemplateResponse(request, "maillage_events/organiser/write_confirm.html", context)


def _groups(date: Occurrence, states: list[str]) -> list[tuple[object, int]]:
    """(who, how many) of each group chosen."""
    return [
        (LABELS[state], recipients(date, [state]).count()) for state in LABELS if state in states
    ]
