"""``/api/search/``: what everybody may find, in JSON."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema

from maillage.scope import Scope
from maillage_search.query.parameters import OPEN_NOW, read_request
from maillage_search.query.request import Viewer
from maillage_search.query.response import Facets, Hit
from maillage_search.results.failover import search


class HitOut(Schema):
    uid: str
    kind: str
    title: str
    url: str
    excerpt: str
    language: str
    national: bool
    territories: list[str]
    themes: list[str]
    starts_at: datetime | None
    date: date | None
    distance_km: float | None


class FacetsOut(Schema):
    kinds: dict[str, int]
    territories: dict[str, int]
    themes: dict[str, int]
    days: dict[str, int]
    distances: dict[int, int]
    opening: dict[str, int]

    @staticmethod
    def resolve_opening(facets: Facets) -> dict[str, int]:
        """``maintenant`` → how many; empty where nobody counted."""
        return {} if facets.open is None else {OPEN_NOW: facets.open}


class AnswerOut(Schema):
    """``corrected``: the words searched instead of those asked, when these found nothing."""

    total: int
    page: int
    corrected: str
    degraded: bool
    commune: str
    hits: list[HitOut]
    facets: FacetsOut


def router() -> Router:
    """``/api/search/?q=``, with the parameters of the page of results."""
    found = Router(tags=["search"])
    found.get("/", response=AnswerOut, url_name="search")(answer)
    return found


def answer(request: HttpRequest, q: str = "") -> dict[str, object]:
    """Public documents that answer the question, ten at a time."""
    asked = read_request(request.GET, getattr(request, "scope", None) or Scope())
    response = search(asked, Viewer.anonymous())
    return {
        "total": response.total,
        "page": asked.page,
        "corrected": response.corrected,
        "degraded": response.degraded,
        "commune": response.near.code if response.near else "",
        "hits": [_hit(hit) for hit in response.hits],
        "facets": response.facets,
    }


def _hit(hit: Hit) -> dict[str, object]:
    plain = {name: getattr(hit, name) for name in HitOut.model_fields if name != "title"}
    return {
        **plain,
        "title": hit.plain_title,
        "excerpt": "".join(fragment.text for fragment in hit.excerpt),
    }
