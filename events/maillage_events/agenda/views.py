"""The agenda, its feeds and the pages of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.scope import Scope
from maillage.ui.wording import wording
from maillage_events.agenda.filters import AgendaFilter
from maillage_events.ical import feeds, syndication
from maillage_events.ical.subscriptions import subscriptions
from maillage_events.models import EventPage, Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import cards, shown
from maillage_events.presentation.date_schema import DatesOut, told
from maillage_events.recurrence.grids import Month, Week
from maillage_events.recurrence.zones import zone
from maillage_events.sharing.taking_up import share_in

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from maillage_events.presentation.cards import Card

PER_PAGE = 20
PUT_FORWARD = 3


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Dates to come and running, in time order."""
    now = timezone.now()
    found = AgendaFilter(
        request.GET,
        Occurrence.objects.listed().shown_in(request.scope).upcoming(now),
        own=request.scope.territory,
    )
    dates = found.qs.in_time_order().select_related("event")
    page = Paginator(dates, PER_PAGE).get_page(request.GET.get("page"))
    first = _put_forward(request, now)
    told = _cards([*first, *page.object_list], request.scope, now)
    today = now.astimezone(zone(request.scope.zone)).date()
    tail = _query(request, du=None, au=None) if request.GET else ""
    context = {
        "put_forward": told[: len(first)],
        "month_url": request.scope.url("maillage_events:month", str(Month.of(today))) + tail,
        "week_url": request.scope.url("maillage_events:week", str(Week.of(today))) + tail,
        "filter": found,
        "page_obj": page,
        "cards": told[len(first) :],
        "active": active_filters(request, found),
        "subscribe": subscriptions(request),
        "candidates": choices_of_town(request, found),
        "others": [(one.label, _query(request, **one.parameters)) for one in found.form.others],
    }
    return TemplateResponse(request, "maillage_events/agenda.html", context)


def choices_of_town(request: HttpRequest, found: AgendaFilter) -> list[tuple[str, str]]:
    """(label, address of the list there) when it is not sure what the text means."""
    return [(one.label, _query(request, **one.parameters)) for one in found.form.candidates]


def _put_forward(request: HttpRequest, now: datetime) -> list[Occurrence]:
    """The next date of each event that the portal puts forward, above the unfiltered list."""
    if request.GET or request.scope.territory is None:
        return []
    dates = Occurrence.objects.listed().put_forward(request.scope).upcoming(now)
    following: dict[int, Occurrence] = {}
    for date in dates.in_time_order().select_related("event")[:50]:
        following.setdefault(date.event_id, date)
    return list(following.values())[:PUT_FORWARD]


def _cards(dates: list[Occurrence], scope: Scope, now: datetime) -> list[Card]:
    """Both lists at once: as many queries as one."""
    prefetch_related_objects(dates, "pools")
    return cards(dates, scope, at=now)


@require_safe
def agenda_feed(request: HttpRequest) -> HttpResponse:
    """The same filters, for a calendar program."""
    listed = Occurrence.objects.listed().shown_in(request.scope)
    window = feeds.window(timezone.now())
    found = AgendaFilter(request.GET, listed.during(window), own=request.scope.territory)
    if _not_understood(found):
        return _no_such_filter()
    return feeds.respond(
        request,
        found.qs,
        name=_("Agenda – %(portal)s") % {"portal": request.scope.name},
        list_url=request.scope.url("maillage_events:agenda"),
    )


@require_safe
def agenda_rss(request: HttpRequest) -> HttpResponse:
    """The same filters, for a news reader: events to come, each with its next date."""
    found = _to_come(request)
    if _not_understood(found):
        return _no_such_filter()
    body = syndication.rss(
        request,
        found.qs,
        name=_("Agenda – %(portal)s") % {"portal": request.scope.name},
        list_url=request.scope.url("maillage_events:agenda"),
    )
    return syndication.answer(request, body, "application/rss+xml; charset=utf-8")


@require_safe
def agenda_json(request: HttpRequest) -> HttpResponse:
    """The same filters, for another site: the next dates in the words of the API."""
    found = _to_come(request)
    if _not_understood(found):
        return _no_such_filter()
    dates = list(shown(found.qs.in_time_order())[: syndication.DATES_READ])
    found_dates = DatesOut(count=found.qs.count(), dates=told(request, dates))
    body = found_dates.model_dump_json().encode()
    return syndication.answer(request, body, "application/json")


def _to_come(request: HttpRequest) -> AgendaFilter:
    listed = Occurrence.objects.listed().shown_in(request.scope)
    to_come = listed.upcoming(timezone.now())
    return AgendaFilter(request.GET, to_come, own=request.scope.territory)


def _not_understood(found: AgendaFilter) -> bool:
    return bool(found.errors or found.form.candidates)


def _no_such_filter() -> HttpResponse:
    return HttpResponse(
        _("This address holds a filter that we do not understand."),
        status=400,
        content_type="text/plain; charset=utf-8",
    )


@require_safe
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The event beside whose page this address is."""
    return _file(request, _own_page(request.scope, slug), slug)


@require_safe
def national_event(request: HttpRequest, slug: str) -> HttpResponse:
    """A national event read within a territory's portal."""
    page = _national_page(request.scope, slug)
    return _elsewhere(request.scope, page) or page.serve(request)


@require_safe
def national_event_file(request: HttpRequest, slug: str) -> HttpResponse:
    return _file(request, _national_page(request.scope, slug), slug)


def _file(request: HttpRequest, page: EventPage, slug: str) -> HttpResponse:
    return feeds.respond(
        request, feeds.dates_of(page.event), name="", list_url="", filename=f"{slug}.ics"
    )


def _pages(slug: str) -> list[EventPage]:
    pages = EventPage.objects.open_to_all().filter(slug=slug, event__isnull=False)
    return list(pages.select_related("event", "locale"))


def _own_page(scope: Scope, slug: str) -> EventPage:
    """The page whose address is that of the scope's agenda."""
    addresses = Addresses(scope)
    wanted = f"{scope.url('maillage_events:agenda')}{slug}/"
    for page in _pages(slug):
        if addresses.path(page.url_path, page.locale.language_code) == wanted:
            return page
    raise Http404


def _national_page(scope: Scope, slug: str) -> EventPage:
    """A page of the national portal.

    An event that nobody has translated is read in its own language.
    """
    addresses = Addresses(scope)
    for page in _pages(slug):
        language = page.locale.language_code
        wanted = f"{Scope(language=language).url('maillage_events:agenda')}{slug}/"
        if addresses.path(page.url_path, language) == wanted and page.event.territory_id is None:
            return page
    raise Http404


def _elsewhere(scope: Scope, page: EventPage) -> HttpResponse | None:
    """To the event's own page, when this portal does not show it (any more)."""
    if scope.territory is None or share_in(page.event, scope):
        return None
    return HttpResponseRedirect(Addresses(scope).path(page.url_path, page.locale.language_code))


def _query(request: HttpRequest, **changes: str | None) -> str:
    """The query string with these changes, always back to the first page."""
    query = request.GET.copy()
    for name, value in {**changes, "page": None}.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def active_filters(request: HttpRequest, found: AgendaFilter) -> list[tuple[str, str]]:
    """(what is filtered, address without it)."""
    shown_filters = []
    data = found.form.cleaned_data if found.form.is_bound else {}
    for name, value in data.items():
        if value in (None, "", False) or name in {"rayon", "commune", "pres_de"}:
            continue
        field = found.form.fields[name]
        label = dict(getattr(field, "choices", ())).get(value, value)
        said = _("%(name)s: %(value)s") % {"name": field.label, "value": label}
        said = field.label if value is True else said
        shown_filters.append((said, _query(request, **{name: None})))
    if territory := found.form.territory_found:
        shown_filters.append((territory.name, _query(request, pres_de=None)))
    town = found.form.commune_found
    if town:
        without = _query(request, commune=None, pres_de=None, rayon=None)
        shown_filters.append((_("Near %(town)s") % {"town": wording().of_town(town.name)}, without))
    return shown_filters
