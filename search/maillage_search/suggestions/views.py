"""``/recherche/suggestions/?q=``: the same for everybody, kept a minute, written down nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maillage_search.french.chain import clean
from maillage_search.suggestions.needs import needs
from maillage_search.suggestions.titles import titles
from maillage_search.suggestions.towns import towns
from maillage_search.suggestions.values import LONGEST, SHORTEST

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 8
# What is made private is proposed by a cache no longer than that.
SECONDS = 60


@require_safe
@cache_control(public=True, max_age=SECONDS)
def suggest(request: HttpRequest) -> JsonResponse:
    """What the first letters of a question may mean in the portal that is read."""
    typed = " ".join(clean(request.GET.get("q", "")[: 2 * LONGEST]).split())
    found = []
    if SHORTEST <= len(typed) <= LONGEST:
        scope = request.scope
        results = scope.url("maillage_search:results")
        found = needs(typed, results) + towns(typed, scope.territory, results)
        found += titles(typed, scope)
    return JsonResponse({"suggestions": [one._asdict() for one in found[:MOST]]})
