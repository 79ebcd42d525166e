"""Positions to check, as the territory's coordinators read and settle them in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.permissions import may, rows_for, verb_required
from maillage.territories.geometry import as_read, kilometres
from maillage_cartography.editing.own_commune import check_own
from maillage_cartography.models import DoubtfulPosition, Place
from maillage_cartography.positions import doubts
from maillage_cartography.positions.forms import MoveForm
from maillage_cartography.provenance import locks

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

PER_PAGE = 30
CENTRE = "centre"


@verb_required("view", DoubtfulPosition)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The oldest first, each with what it may be answered."""
    own = rows_for(request.user, DoubtfulPosition).waiting()
    page = Paginator(own.select_related("place__commune", "lies_in"), PER_PAGE).get_page(
        request.GET.get("p")
    )
    rows = [{"doubt": doubt, "km": _km(doubt)} for doubt in page]
    context = {"rows": rows, "page_obj": page, "form": MoveForm()}
    return TemplateResponse(request, "maillage_cartography/admin/positions.html", context)


@verb_required("change", DoubtfulPosition)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer; what cannot be done is said, and changes nothing."""
    doubt = get_object_or_404(
        DoubtfulPosition.objects.select_related("place__commune", "lies_in"), pk=pk
    )
    if not may(request.user, "change", doubt):
        raise Http404
    try:
        _verb(request, doubt)(by=request.user, at=timezone.now())
    except locks.AlreadyDecided:
        messages.error(request, _("Somebody answered this one before you."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(name)s”: done.") % {"name": doubt.place.name})
    return HttpResponseRedirect(reverse("maillage_cartography_admin:positions"))


def _verb(request: HttpRequest, doubt: DoubtfulPosition) -> Callable[..., None]:
    """What was chosen. Raises ValidationError, or Http404 for what nobody proposed."""
    choice, commune = request.POST.get("choice", ""), doubt.place.commune
    if choice == "accept":
        return lambda **who: doubts.accept(doubt, **who)
    if choice == "refuse":
        return lambda **who: doubts.refuse(doubt, **who)
    if choice == "commune" and doubt.lies_in:
        check_own(doubt.lies_in, request.user, Place)
        return lambda **who: doubts.accept_commune(doubt, **who)
    if choice == CENTRE and commune.point:
        return lambda **who: doubts.move(doubt, commune.point, **who)
    if choice == "move":
        form = MoveForm(request.POST)
        if not form.is_valid():
            raise ValidationError([text for texts in form.errors.values() for text in texts])
        return lambda **who: doubts.move(doubt, form.cleaned_data["position"], **who)
    raise Http404


def _km(doubt: DoubtfulPosition) -> float | None:
    """From the commune's centre: a page does not read the land of every commune."""
    centre = doubt.place.commune.point
    return as_read(kilometres(doubt.point, centre)) if centre else None
