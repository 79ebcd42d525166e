"""The agenda for programs: dates to come, with the agenda's own filters."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from maillage_events.agenda.filters import AgendaFilter
from maillage_events.models import Occurrence
from maillage_events.presentation.cards import shown
from maillage_events.presentation.date_schema import DateOut, DatesOut, told

MAX_LIMIT = 100


class Filters(Schema):
    """The agenda's own parameters; an unknown value gives 422."""

    q: str = ""
    theme: str = ""
    type: str = ""
    mode: str = ""
    public: str = ""
    acces: str = ""
    libres: str = ""
    territoire: str = ""
    commune: str = ""
    pres_de: str = ""
    rayon: str = ""
    du: str = ""
    au: str = ""


class Problem(Schema):
    detail: dict[str, list[str]]


def router() -> Router:
    """Mounted at ``/api/events/``."""
    routes = Router(tags=["events"])

    @routes.get("/", response={200: DatesOut, 422: Problem}, summary="Dates to come")
    def dates(
        request: HttpRequest, filters: Query[Filters], limit: int = 20, offset: int = 0
    ) -> Status:
        found = AgendaFilter(filters.dict(), Occurrence.objects.listed().upcoming(timezone.now()))
        if found.errors:
            return Status(
                422, {"detail": {name: list(said) for name, said in found.errors.items()}}
            )
        first = min(max(offset, 0), 1_000_000)
        limit = min(max(limit, 1), MAX_LIMIT)
        page = list(shown(found.qs.in_time_order())[first : first + limit])
        return Status(200, {"count": found.qs.count(), "dates": told(request, page)})

    @routes.get("/{uuid}", response=DateOut, summary="One date")
    def one_date(request: HttpRequest, uuid: UUID) -> DateOut:
        found = told(request, list(shown(Occurrence.objects.listed().filter(uuid=uuid))))
        if not found:
            raise Http404
        return found[0]

    return routes
