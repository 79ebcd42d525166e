"""Places that are shown no more, and bringing one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from maillage.permissions import may_everywhere, territories_where, verb_required
from maillage_cartography.models import Place
from maillage_cartography.provenance import locks

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from maillage.accounts.models import User
    from maillage_cartography.models.places import PlaceQuerySet

PER_PAGE = 30


def withdrawn_for(user: User) -> PlaceQuerySet:
    """Withdrawn places of the person's territories; merged ones are taken out from their heir."""
    gone = Place.records.filter(withdrawn_at__isnull=False, merged_into=None)
    if may_everywhere(user, "change", Place):
        return gone
    return gone.in_any(territories_where(user, "change", Place))


@verb_required("change", Place)
@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """The last withdrawn first."""
    rows = withdrawn_for(request.user).select_related("commune").prefetch_related("sources")
    page = Paginator(rows.order_by("-withdrawn_at", "pk"), PER_PAGE).get_page(request.GET.get("p"))
    context = {"page_obj": page}
    return TemplateResponse(request, "maillage_cartography/admin/withdrawn.html", context)


@verb_required("change", Place)
@require_POST
def bring_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    place = get_object_or_404(withdrawn_for(request.user), uuid=uuid)
    if locks.bring_back(place, by=request.user, at=timezone.now()):
        log(place, "wagtail.edit", user=request.user)
        messages.success(request, _("“%(name)s” is shown again.") % {"name": place.name})
    return HttpResponseRedirect(reverse("maillage_cartography_admin:withdrawn"))
