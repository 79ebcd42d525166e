"""Which places an organisation runs, as coordinators say it in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.permissions import rows_for, verb_required
from maillage_cartography.models import Organisation, Place
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import ORGANISATION
from maillage_cartography.standards.pivots import Register, register

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from maillage.accounts.models import User
    from maillage_cartography.models.places import PlaceQuerySet

PER_PAGE = 30
OFFERED = 30
SIREN_DIGITS = 9


@verb_required("link", Organisation)
@require_safe
def places(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The places linked to it, then those of one's own that probably are its too."""
    organisation = _visible(request, uuid)
    own = own_places(request.user)
    text = request.GET.get("q", "")[:100]
    linked = organisation.places.select_related("commune").order_by("name", "pk")
    page = Paginator(linked, PER_PAGE).get_page(request.GET.get("p"))
    offered = own.mentioning(text) if text.strip() else probable(organisation, own)
    offered = offered.filter(organisation=None).select_related("commune").order_by("name", "pk")
    context = {
        "organisation": organisation,
        "page_obj": page,
        "own": set(own.filter(pk__in=[place.pk for place in page]).values_list("pk", flat=True)),
        "offered": offered[:OFFERED],
        "text": text,
    }
    return TemplateResponse(request, "maillage_cartography/admin/linking.html", context)


@verb_required("link", Organisation)
@require_POST
def link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Link the places chosen, or take one out: only one's own, whoever asks."""
    organisation = _visible(request, uuid)
    taken_out = "unlink" in request.POST
    chosen = request.POST.getlist("unlink" if taken_out else "place")[:OFFERED]
    keys = [int(key) for key in chosen if key.isdecimal() and len(key) < 18]
    held = Q(organisation=organisation) if taken_out else Q(organisation=None)
    found = own_places(request.user).filter(held, pk__in=keys)
    for place in found:
        value = "" if taken_out else str(organisation.pk)
        locks.edit(place, {ORGANISATION: value}, by=request.user, at=timezone.now())
    if not found:
        messages.error(request, _("Choose at least one place."))
    else:
        messages.success(request, _taken_out() if taken_out else _linked(len(found)))
    back = reverse("maillage_cartography_admin:organisation-places", args=[uuid])
    return HttpResponseRedirect(back)


def own_places(user: User) -> PlaceQuerySet:
    """The places the person may change."""
    return rows_for(user, Place, "change")


def probable(organisation: Organisation, places: PlaceQuerySet) -> PlaceQuerySet:
    """Those whose source names it, or that have its SIREN, the first nine digits of a SIRET."""
    named = Q(parent_organisation__iexact=organisation.name)
    if organisation.pivot:
        named |= Q(pivot=organisation.pivot)
    if register(organisation.pivot) == Register.SIRET:
        named |= Q(pivot__startswith=organisation.pivot[:SIREN_DIGITS], pivot__regex=r"^\d{14}$")
    return places.filter(named)


def _taken_out() -> str:
    return _("The place is no more said to be run by it.")


def _linked(count: int) -> str:
    said = ngettext("%(n)d place is linked to it.", "%(n)d places are linked to it.", count)
    return said % {"n": count}


def _visible(request: HttpRequest, uuid: UUID) -> Organisation:
    """The organisation when the person may change it; 404 for anybody else's."""
    return get_object_or_404(rows_for(request.user, Organisation, "link"), uuid=uuid)
