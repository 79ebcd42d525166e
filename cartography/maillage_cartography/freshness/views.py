"""Places to check, as the territory's coordinators read them in the admin."""

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
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.permissions import may, territories_where, verb_required
from maillage_cartography.freshness import checks
from maillage_cartography.freshness.completeness import completeness
from maillage_cartography.models import Place, PlaceCheck

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from maillage_cartography.models.places import PlaceQuerySet

PER_PAGE = 30
URL = "maillage_cartography_admin:to-check"


@verb_required("view", PlaceCheck)
@require_safe
def to_check(request: HttpRequest) -> HttpResponse:
    """Places that nobody confirmed for long, the oldest information first."""
    today = timezone.localdate()
    due = checks.to_check(_own(request, "change"), today)
    page = Paginator(due, PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        {
            "place": place,
            "check": getattr(place, "freshness", None),
            "completeness": completeness(place, today=today),
            "address": checks.address_of(place),
            "may_be_asked": _may_be_asked(place),
        }
        for place in page
    ]
    context = {"rows": rows, "page_obj": page}
    return TemplateResponse(request, "maillage_cartography/admin/to_check.html", context)


@verb_required("message", Place)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Says first who gets a mail, then sends them."""
    chosen = request.POST.getlist("place")[:PER_PAGE]
    keys = [int(key) for key in chosen if key.isdecimal() and len(key) < 18]
    places = [
        place for place in _own(request, "message").filter(pk__in=keys) if _may_be_asked(place)
    ]
    if not places:
        messages.error(request, _("Choose at least one place that has a mail address."))
        return HttpResponseRedirect(reverse(URL))
    if "confirmed" not in request.POST:
        template = "maillage_cartography/admin/ask.html"
        return TemplateResponse(request, template, {"places": places})
    for place in places:
        checks.ask(place, at=timezone.now())
    said = ngettext("%(n)d mail is on its way.", "%(n)d mails are on their way.", len(places))
    messages.success(request, said % {"n": len(places)})
    return HttpResponseRedirect(reverse(URL))


@verb_required("change", Place)
@require_POST
def verified(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The team called or went there: the record is exact."""
    place = get_object_or_404(Place.objects.shown(), uuid=uuid)
    if not may(request.user, "change", place):
        raise Http404
    checks.verify(place, at=timezone.now())
    messages.success(request, _("“%(name)s” is known to be exact today.") % {"name": place.name})
    return HttpResponseRedirect(reverse(URL))


def _own(request: HttpRequest, verb: str) -> PlaceQuerySet:
    own = Place.objects.in_any(territories_where(request.user, verb, Place))
    return own.select_related("commune", "hours", "freshness", "organisation")


def _may_be_asked(place: Place) -> bool:
    check = getattr(place, "freshness", None)
    wants_none = check and check.rhythm == PlaceCheck.Rhythm.NEVER
    return bool(checks.address_of(place)) and not wants_none
