"""Finding one's portal by commune; nobody is located."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.shortcuts import redirect, render

from maillage.contributions import NavigationItem
from maillage.plugin import contributions
from maillage.scope import Scope
from maillage.territories.gazetteer.candidates import Answer, Candidate
from maillage.territories.gazetteer.queries import OFFICIAL, find
from maillage.territories.gazetteer.wording import told_apart
from maillage.territories.models import Commune, Territory
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_TEXT = 100
# Who is nearest to people comes first.
NEAREST = (
    Territory.Kind.COMMUNE,
    Territory.Kind.EPCI,
    Territory.Kind.NETWORK,
    Territory.Kind.DEPARTEMENT,
    Territory.Kind.COLLECTIVITY,
    Territory.Kind.REGION,
)


class Choice(NamedTuple):
    """A link of « Laquelle ? »: the name, its address, and what tells it from its namesakes."""

    name: str
    url: str
    told_by: str


def choose(request: HttpRequest) -> HttpResponse:
    """``?pres_de=`` what people type; ``?commune=`` an INSEE code, once they have chosen."""
    text = request.GET.get("pres_de", "")[:LONGEST_TEXT].strip()
    code = request.GET.get("commune", "")[:LONGEST_TEXT].strip()
    answer = _answer(text, code)
    context = {"typed": text.replace("\x00", ""), "asked": bool(text or code)}
    taken = answer.taken
    if taken is None:
        context |= {"answer": answer, "choices": _choices(answer), **_portals(request)}
        return render(request, "maillage_site/choose.html", context)
    if taken.territory is not None:
        portal, measured = portal_of(taken.territory, request.scope.language), True
    else:
        portal = smallest_portal(taken.commune, request.scope.language)
        measured = taken.commune.point is not None
    if portal is not None and measured:
        return redirect(portal.home_url)
    national = Scope(language=request.scope.language)
    context |= {
        "where": taken.commune or taken.territory,
        "measured": measured,
        "found": portal,
        "links": links_for(taken, portal or national),
    }
    return render(request, "maillage_site/choose.html", {**context, **_portals(request)})


def portal_of(territory: Territory, language: str) -> Scope | None:
    """The portal of that territory, or of the smallest that holds it."""
    portals = {s.territory.pk: s for s in snapshot().territory_scopes(language)}
    around = territory.ancestors.filter(pk__in=portals).order_by("population")
    for one in (territory, *around):
        if one.pk in portals:
            return portals[one.pk]
    return None


def smallest_portal(commune: Commune, language: str) -> Scope | None:
    """The portal of the smallest territory that holds the commune."""
    portals = {s.territory.pk: s for s in snapshot().territory_scopes(language)}
    covering = Territory.objects.covering(commune).filter(pk__in=portals)
    ranked = sorted(covering, key=lambda t: (NEAREST.index(t.kind), t.population or 0))
    return portals[ranked[0].pk] if ranked else None


def links_for(found: Candidate, scope: Scope) -> list[tuple[str, str]]:
    """What can be shown there: the routes that take a commune."""
    items = [item for item in contributions(NavigationItem) if item.takes_commune]
    return [(item.label, f"{scope.url(item.url_name)}?{_query(found)}") for item in items]


def _answer(text: str, code: str) -> Answer:
    if not code:
        return find(text, kinds=OFFICIAL)
    communes = Commune.objects.filter(code=code.replace("\x00", "").upper())
    return Answer(tuple(Candidate(one, exact=True) for one in communes))


def _choices(answer: Answer) -> list[Choice]:
    """With the département's name and a postal code, which tell namesakes apart."""
    return [
        Choice(one.name, f"?{_query(one.candidate)}", one.told_by)
        for one in told_apart(answer.candidates)
    ]


def _query(found: Candidate) -> str:
    return urlencode({name: value for name, value in found.parameters.items() if value})


def _portals(request: HttpRequest) -> dict[str, object]:
    return {"portals": snapshot().territory_scopes(request.scope.language)}
