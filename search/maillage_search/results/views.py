"""The page of results."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.contributions import NavigationItem, SearchSource
from maillage.help import Help, HelpQuery, help_for
from maillage.plugin import contributions
from maillage.scope import Scope
from maillage.territories.models import Commune, Territory
from maillage.themes.needs import need_in
from maillage_search.query.parameters import EVERYWHERE, LITERAL, ORDER, read_request
from maillage_search.query.request import LAST_PAGE, SearchRequest, Viewer
from maillage_search.query.response import SearchResponse
from maillage_search.reports.recording import outcome_of, record
from maillage_search.results.failover import search
from maillage_search.results.narrowing import days_asked, map_url, opening, options, sortings
from maillage_search.results.presentation import chips, choices, results

# Answers stand above what may be far away.
WITHOUT_TOWN = 1


def results_page(request: HttpRequest) -> HttpResponse:
    """``/recherche/?q=``: the same for everyone, so what is restricted is never there."""
    asked = read_request(request.GET, request.scope)
    everywhere = EVERYWHERE in request.GET
    response = search(asked, Viewer.anonymous())
    if (outcome := outcome_of(asked, response)) and request.method == "GET":
        record(asked.text, outcome, timezone.now())
    found = (*response.hits, *response.beyond)
    shown = results(found, request.scope, everywhere=everywhere)
    context = {
        "asked": asked,
        "typed": asked.text.replace("\0", "")[:200].strip(),
        "response": response,
        "results": shown[: len(response.hits)],
        "beyond": shown[len(response.hits) :],
        "choices": choices(response, asked),
        "options": options(response, asked),
        "opening": opening(response, asked),
        "sortings": sortings(response, asked, request.GET),
        "map_url": map_url(response, asked, request.scope),
        "chips": chips(response, asked, request.GET),
        "page_obj": pages_of(response.total, asked),
        "everywhere": everywhere,
        "everywhere_url": _everywhere(request),
        "ways": [item for item in contributions(NavigationItem) if item.summary],
        "hidden": _hidden(request),
        "helps": _helps(response, asked, request.scope),
        "own_url": _own(asked),
    }
    return render(request, "maillage_search/results.html", context)


def _helps(response: SearchResponse, asked: SearchRequest, scope: Scope) -> list[Help]:
    """Who helps with the need that the question tells of, on its first page; or near the town
    that it names when nothing else is asked, or found.
    """
    if asked.page > 1 or asked.filtered:
        return []
    need = need_in(response.words or asked.text)
    where = response.near or response.inside
    if need is None and response.held and (response.words or not where or response.period):
        return []
    commune = Commune.objects.filter(pk=response.near.code).first() if response.near else None
    territory = None
    if response.inside and commune is None:
        kind, _colon, code = response.inside.code_path.partition(":")
        territory = Territory.objects.filter(kind=kind, code=code).first()
    query = HelpQuery(scope=scope, at=timezone.now(), need=need)
    query = replace(query, commune=commune, territory=territory, days=days_asked(response, asked))
    return help_for(query if commune else replace(query, limit=WITHOUT_TOWN))


def pages_of(total: int, asked: SearchRequest):  # noqa: ANN201
    """Django's page of a list that the engine has already cut."""
    paginator = Paginator(range(min(total, LAST_PAGE * asked.size)), asked.size)
    return paginator.get_page(asked.page)


def _own(asked: SearchRequest) -> str:
    """The same question in one's own communities, said to everybody; empty without communities."""
    if not any(source.viewer_acl for source in contributions(SearchSource)):
        return ""
    question = urlencode({"q": asked.text.replace("\0", "")[:200]})
    return f"{reverse('maillage_own_search:results')}?{question}"


def _everywhere(request: HttpRequest) -> str:
    """The address of the same question on all territories; empty where it already is."""
    if request.scope.territory is None or EVERYWHERE in request.GET:
        return ""
    query = request.GET.copy()
    query.pop("page", None)
    query[EVERYWHERE] = "1"
    return f"?{query.urlencode()}"


def _hidden(request: HttpRequest) -> list[tuple[str, str]]:
    """What a change of filters keeps of the address."""
    kept = ("q", "commune", "pres_de", EVERYWHERE, LITERAL, ORDER)
    return [(name, request.GET[name][:500]) for name in kept if request.GET.get(name)]
