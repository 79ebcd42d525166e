"""A page of results as it is read: named facets, chips to remove, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import is_valid_path

from maillage.contributions import AddressesInPortal, Routes, RouteScope
from maillage.plugin import contributions
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage.territories.models import Territory
from maillage_search.documents.sources import sources
from maillage_search.query.parameters import LITERAL
from maillage_search.query.request import SearchRequest
from maillage_search.query.response import Hit, SearchResponse
from maillage_search.results.moments import moments
from maillage_search.results.narrowing import days_in_words, said

MOST_CHOICES = 12
PARAMETERS = {"kinds": "type", "territories": "territoire", "themes": "theme"}
PLACE_PARAMETERS = ("commune", "pres_de", "rayon")


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value to tick."""

    parameter: str
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    """A hit, the name of its kind, the address it is read at in this portal and when it is."""

    hit: Hit
    kind: str
    url: str
    when: str = ""


def results(hits: Sequence[Hit], scope: Scope, *, everywhere: bool) -> list[Result]:
    known, when = sources(), moments(hits, scope)
    return [
        Result(
            hit,
            str(known[hit.kind].label) if hit.kind in known else "",
            address(hit.url, scope, everywhere=everywhere),
            when.get(hit.uid, ""),
        )
        for hit in hits
    ]


def address(url: str, scope: Scope, *, everywhere: bool = False) -> str:
    """A route stays in the reader's portal and language; a page has one address, and the one at
    which the portal shows it when it is another's.

    What is found outside the portal is read on the national one.
    """
    if not _is_route(url):
        return url if everywhere else _in_portal(url, scope) or url
    language = "" if scope.language == DEFAULT_LANGUAGE else f"/{scope.language}"
    return (language if everywhere else scope.url_prefix) + url


def _in_portal(url: str, scope: Scope) -> str:
    found = (known.find(url, scope) for known in contributions(AddressesInPortal))
    return next(filter(None, found), "")


def _is_route(url: str) -> bool:
    """Whether it is the national address of a plugin's route, not that of a page."""
    return any(
        is_valid_path(url, routes.urlconf)
        for routes in contributions(Routes)
        if routes.scope is RouteScope.PORTAL
    )


def choices(response: SearchResponse, request: SearchRequest) -> dict[str, list[Choice]]:
    """The values of each facet, most frequent first; a facet with one value is no choice."""
    facets = response.facets
    labels = {
        "kinds": {kind: str(source.label) for kind, source in sources().items()},
        "territories": territory_names([*facets.territories, *request.territories]),
        "themes": {theme: theme for theme in (*facets.themes, *request.themes)},
    }
    found = {
        name: _choices(name, getattr(facets, name), getattr(request, name), labels[name])
        for name in PARAMETERS
    }
    return {name: values for name, values in found.items() if len(values) > 1}


def chips(response: SearchResponse, request: SearchRequest, query: QueryDict) -> list[Chip]:
    """What narrows the results, each with the address of the results without it."""
    labels = {kind: str(source.label) for kind, source in sources().items()}
    labels |= territory_names(request.territories)
    found = [
        Chip(labels.get(value, value), _without(query, parameter, value))
        for name, parameter in PARAMETERS.items()
        for value in getattr(request, name)
    ]
    found += [
        Chip(label, _without(query, name, *query.getlist(name))) for name, label in said(request)
    ]
    as_words = _literal(query)
    if response.period:
        found.insert(0, Chip(days_in_words(response.period), as_words))
    if response.inside:
        found.insert(0, Chip(response.inside.name, as_words))
    if response.near:
        place = f"{response.near.name} ({response.near.departement})"
        found.insert(0, Chip(place, _away(response, query)))
    return found


def territory_names(codes: Iterable[str]) -> dict[str, str]:
    """``dep:71`` → ``Saône-et-Loire``; what is unknown is absent."""
    codes = set(codes)
    kinds = {code.partition(":")[0] for code in codes}
    numbers = {code.partition(":")[2] for code in codes}
    found = Territory.objects.filter(kind__in=kinds, code__in=numbers)
    return {t.code_path: t.name for t in found if t.code_path in codes}


def _choices(
    name: str, counts: dict[str, int], chosen: tuple[str, ...], labels: dict[str, str]
) -> list[Choice]:
    values = sorted(
        {*counts, *chosen} & labels.keys(), key=lambda v: (-counts.get(v, 0), labels[v])
    )
    kept = [v for v in values if v in chosen]
    kept += [v for v in values if v not in chosen][: MOST_CHOICES - len(kept)]
    return [
        Choice(PARAMETERS[name], v, labels[v], counts.get(v, 0), v in chosen)
        for v in values
        if v in kept
    ]


def _literal(query: QueryDict) -> str:
    """The same question, whose town, territory and days are words."""
    left = query.copy()
    left.pop("page", None)
    left[LITERAL] = "1"
    return f"?{left.urlencode()}"


def _away(response: SearchResponse, query: QueryDict) -> str:
    """The results anywhere: the question without the words of the place, if any are left."""
    if not (response.words or response.period or response.inside):
        return _literal(query)
    left = query.copy()
    for name in (*PLACE_PARAMETERS, "page"):
        left.pop(name, None)
    left["q"] = response.words
    return f"?{left.urlencode()}"


def _without(query: QueryDict, parameter: str, *values: str) -> str:
    left = query.copy()
    left.pop("page", None)
    left.setlist(parameter, [v for v in left.getlist(parameter) if v not in values])
    return f"?{left.urlencode()}"
