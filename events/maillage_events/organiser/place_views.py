"""Published events that do not say where people go: each leads to its page's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.permissions import rows_for, verb_required
from maillage.scope import DEFAULT_LANGUAGE
from maillage_events.models import Event, EventPage, Occurrence
from maillage_events.organiser.views import PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse


@verb_required("change", Event)
@require_safe
def without_place(request: HttpRequest) -> HttpResponse:
    """Nobody unpublishes them: people may be signed up. The soonest first."""
    now = timezone.now()
    own = rows_for(request.user, Event, "change").without_place(now)
    dates = Occurrence.objects.upcoming(now).filter(status=Occurrence.Status.SCHEDULED)
    following = dates.filter(event__in=own).select_related("event").in_time_order()
    first: dict[int, Occurrence] = {}
    for date in following:
        first.setdefault(date.event_id, date)
    page = Paginator(list(first.values()), PER_PAGE).get_page(request.GET.get("p"))
    pages = _pages({date.event_id for date in page})
    rows = [(date, pages[date.event_id]) for date in page if date.event_id in pages]
    context = {"rows": rows, "page_obj": page}
    return TemplateResponse(request, "maillage_events/organiser/without_place.html", context)


def _pages(events: Iterable[int]) -> dict[int, EventPage]:
    """The page that says the facts of each: in the language of the site, else in another one."""
    found = EventPage.objects.filter(event__in=events, live=True, alias_of=None)
    leading = found.filter(locale__language_code=DEFAULT_LANGUAGE)
    return {page.event_id: page for page in [*found, *leading]}
