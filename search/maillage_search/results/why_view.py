"""“Why this result?”, in the admin: the public page is the same for everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.permissions import verb_required
from maillage_search.models import MissedQuestion
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.results.explaining import explained
from maillage_search.results.failover import search

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 200


@verb_required("view", MissedQuestion)
@require_safe
@never_cache
def why(request: HttpRequest) -> HttpResponse:
    """``?q=``: the first ten results of the national portal, each with its reasons."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    asked = SearchRequest(text=typed, today=timezone.localdate())
    response = search(asked, Viewer.anonymous())
    context = {
        "typed": typed,
        "response": replace(response, took_ms=round(response.took_ms)),
        "results": explained(response, asked),
    }
    return TemplateResponse(request, "maillage_search/admin/why.html", context)
