"""Finding one's portal by commune; nobody is located."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect, render

from maillage.contributions import NavigationItem
from maillage.plugin import contributions
from maillage.scope import Scope
from maillage.territories.models import Commune, Territory
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_LISTED = 20
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


def choose(request: HttpRequest) -> HttpResponse:
    """``?pres_de=`` what people type; ``?commune=`` an INSEE code, once they have chosen."""
    text = request.GET.get("pres_de", "")[:LONGEST_TEXT].strip()
    code = request.GET.get("commune", "")[:LONGEST_TEXT].strip()
    communes = _communes(text, code)
    context = {"typed": text.replace("\x00", ""), "asked": bool(text or code)}
    if len(communes) != 1:
        shown = communes[:MOST_LISTED]
        more = len(communes) > MOST_LISTED
        context |= {"communes": shown, "more": more, **_portals(request)}
        return render(request, "maillage_site/choose.html", context)
    commune = communes[0]
    portal = smallest_portal(commune, request.scope.language)
    if portal is not None and commune.point is not None:
        return redirect(portal.home_url)
    national = Scope(language=request.scope.language)
    context |= {
        "commune": commune,
        "found": portal,
        "links": links_for(commune, portal or national),
    }
    return render(request, "maillage_site/choose.html", {**context, **_portals(request)})


def smallest_portal(commune: Commune, language: str) -> Scope | None:
    """The portal of the smallest territory that holds the commune."""
    portals = {s.territory.pk: s for s in snapshot().territory_scopes(language)}
    covering = Territory.objects.covering(commune).filter(pk__in=portals)
    ranked = sorted(covering, key=lambda t: (NEAREST.index(t.kind), t.population or 0))
    return portals[ranked[0].pk] if ranked else None


def links_for(commune: Commune, scope: Scope) -> list[tuple[str, str]]:
    """What can be shown around a commune: the routes that take one."""
    items = [item for item in contributions(NavigationItem) if item.takes_commune]
    return [(item.label, f"{scope.url(item.url_name)}?commune={commune.code}") for item in items]


def _communes(text: str, code: str) -> list[Commune]:
    if code:
        return list(Commune.objects.filter(code=code.replace("\x00", "")))
    found = Commune.objects.matching(text).annotate(departement=_departement_name())
    return list(found.prefetch_related("postal_codes")[: MOST_LISTED + 1])


def _departement_name() -> Coalesce:
    kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
    named = Territory.objects.filter(kind__in=kinds, code=OuterRef("departement_code"))
    return Coalesce(Subquery(named.values("name")[:1]), F("departement_code"))


def _portals(request: HttpRequest) -> dict[str, object]:
    return {"portals": snapshot().territory_scopes(request.scope.language)}
