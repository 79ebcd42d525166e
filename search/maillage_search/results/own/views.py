"""What members search: the conversations of their own communities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maillage.contributions import SearchSource
from maillage.plugin import contributions
from maillage.scope import Scope
from maillage_search.query.parameters import read_request
from maillage_search.query.request import Viewer
from maillage_search.results.failover import search
from maillage_search.results.presentation import results
from maillage_search.results.views import pages_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def own_results(request: HttpRequest) -> HttpResponse:
    """``/mon-espace/recherche/?q=``: for one person, kept nowhere.

    Only kinds of which a part is restricted; what that person may find is asked anew each time.
    """
    national = Scope(language=request.scope.language)
    kinds = tuple(source.kind for source in contributions(SearchSource) if source.viewer_acl)
    asked = replace(read_request(request.GET, national), kinds=kinds, literal=True)
    response = search(asked, Viewer.of(request.user))
    context = {
        "typed": asked.text.replace("\0", "")[:200].strip(),
        "response": response,
        "results": results(response.hits, national, everywhere=True),
        "page_obj": pages_of(response.total, asked),
    }
    answer = render(request, "maillage_search/own_results.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
