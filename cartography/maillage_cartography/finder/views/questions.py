"""The pages of the four questions; nothing is written anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage_cartography.finder.views.orientation import NUMBER, QUESTIONS, Orientation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """One question a page; the last answer leads to the list."""
    found = Orientation(request.GET, request.scope, timezone.now())
    if found.is_over:
        return HttpResponseRedirect(found.list_address)
    context = {
        "orientation": found,
        "question": found.question,
        "count": len(QUESTIONS),
        "parameter": NUMBER,
        "following": found.number + 1,
        "breadcrumbs": [
            (_("Find a place"), request.scope.url("maillage_cartography:list")),
            (_("Four questions"), ""),
        ],
    }
    return render(request, "maillage_cartography/orientation/question.html", context)
