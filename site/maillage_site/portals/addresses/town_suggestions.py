"""What a town that is being typed may be: an answer for everybody, which caches may keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maillage.territories.gazetteer.queries import DEPARTEMENTS, find

if TYPE_CHECKING:
    from django.http import HttpRequest

SHORTEST = 2
LONGEST = 100
MOST = 8
A_DAY = 24 * 3600


@require_safe
@cache_control(public=True, max_age=A_DAY)
def suggest(request: HttpRequest) -> JsonResponse:
    """``?q=`` the first letters; ``&communes=1`` without territories. The portal's own come first.

    ``label`` is read, ``value`` is what the field then holds, and means that one alone.
    """
    text = request.GET.get("q", "").strip()[: LONGEST + 1]
    found = ()
    if SHORTEST <= len(text) <= LONGEST:
        kinds = () if request.GET.get("communes") else DEPARTEMENTS
        found = find(text, own=request.scope.territory, kinds=kinds).candidates[:MOST]
    return JsonResponse({"suggestions": [{"label": c.label, "value": c.typed} for c in found]})
