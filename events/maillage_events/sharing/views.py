"""Taking up events of the nation and of others; the national team sees who did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from maillage.pages import Refused
from maillage.permissions import may_everywhere, verb_required
from maillage.territories.models import Territory
from maillage.ui.wording import wording
from maillage_events.editing.confirmation import page_of_editor
from maillage_events.models import Event, EventPage, EventShare, Occurrence
from maillage_events.presentation.portals import portal_territories
from maillage_events.presentation.words import last_words, words_for
from maillage_events.sharing import queries, taking_up
from maillage_events.sharing.forms import ShareForm
from maillage_events.sharing.queries import UNDECIDED_ONLY, territories_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


PER_PAGE = 30


def national_dates() -> dict[int, Occurrence]:
    """Each national event with a date to come → that date, the next one first."""
    dates = Occurrence.objects.listed().filter(event__territory=None).upcoming(timezone.now())
    following: dict[int, Occurrence] = {}
    for date in dates.select_related("event").in_time_order()[:2000]:
        following.setdefault(date.event_id, date)
    return following


@verb_required("view", EventShare)
@require_safe
def national_events(request: HttpRequest) -> HttpResponse:
    """What may be taken up, with its state in each of the person's portals."""
    territories = territories_of(request.user, "view")
    page = Paginator(list(national_dates().values()), PER_PAGE).get_page(request.GET.get("p"))
    events = [date.event_id for date in page]
    words = words_for(events, request.LANGUAGE_CODE)
    shares = EventShare.objects.filter(event__in=events, territory__in=territories)
    known = {(share.event_id, share.territory_id): share for share in shares}
    rows = [
        {
            "date": date,
            "title": words[date.event_id].title,
            "portals": [
                {"territory": one, "share": known.get((date.event_id, one.pk))}
                for one in territories
            ],
        }
        for date in page
        if date.event_id in words
    ]
    # Who works for one territory reads the hours there.
    zone = territories[0].time_zone if len(territories) == 1 else ""
    context = {"rows": rows, "page_obj": page, "several": len(territories) > 1, "zone": zone}
    return TemplateResponse(request, "maillage_events/admin/national.html", context)


@verb_required("view", EventShare)
@require_safe
def located_here(request: HttpRequest) -> HttpResponse:
    """What other territories announce in the person's own, and how it stands in each portal."""
    territories = territories_of(request.user, "view")
    undecided = request.GET.get("etat") == UNDECIDED_ONLY
    found = queries.located_here(territories, undecided=undecided)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    events = [date.event_id for date in page]
    words = words_for(events, request.LANGUAGE_CODE)
    states = queries.states(events, territories)
    rows = [
        {
            "date": date,
            "title": words[date.event_id].title,
            "portals": [
                (one, states[date.event_id, one.pk])
                for one in territories
                if (date.event_id, one.pk) in states
            ],
        }
        for date in page
        if date.event_id in words
    ]
    context = {
        "rows": rows,
        "page_obj": page,
        "several": len(territories) > 1,
        "zone": territories[0].time_zone if len(territories) == 1 else "",
        "undecided": undecided,
        "to_publish": {one.pk for one in territories_of(request.user, "publish")},
    }
    return TemplateResponse(request, "maillage_events/admin/located_here.html", context)


@verb_required("change", EventShare)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, uuid: UUID, territory: int) -> HttpResponse:
    """The portal's words, and whether it shows the event."""
    where = get_object_or_404(Territory, pk=territory)
    if where not in territories_of(request.user, "change"):
        raise Http404
    event = get_object_or_404(taking_up.offered_to(where) & Event.objects.listed(), uuid=uuid)
    may_publish = where in territories_of(request.user, "publish")
    found = EventShare.objects.filter(event=event, territory=where).first()
    stands = Event.objects.shown_by(where).filter(pk=event.pk).exists()
    if not may_publish and (stands or event.territory_id is not None):
        raise PermissionDenied  # what is public is changed by who may publish
    data = request.POST if request.method == "POST" else None
    form = ShareForm(
        data,
        instance=found or EventShare(),
        may_publish=may_publish,
        stands=stands,
        read_here=event.territory_id is None,
    )
    back = reverse("maillage_events_national" if form.read_here else "maillage_events_located_here")
    if request.method == "POST" and form.is_valid():
        try:
            done = taking_up.take_up(event, where, at=timezone.now(), **form.told)
        except Refused as refusal:
            form.add_error("state", str(refusal))
        else:
            messages.success(request, _said(done, where))
            return HttpResponseRedirect(back)
    following = event.occurrences.upcoming(timezone.now()).in_time_order().first()
    words = words_for([event.pk], request.LANGUAGE_CODE).get(event.pk) or last_words(event.pk)
    context = {
        "form": form,
        "words": words,
        "territory": where,
        "date": following,
        "warnings": _warnings(following, [where]),
        "may_publish": may_publish,
        "back": back,
    }
    return TemplateResponse(request, "maillage_events/admin/share.html", context)


def _said(done: EventShare, where: Territory) -> str:
    if done.hidden and done.event.territory_id is not None:
        return _("The portal of %(territory)s does not show it.") % {"territory": where.name}
    if done.hidden:
        return _("Kept as a draft: the portal does not show it.")
    return _("The portal of %(territory)s shows it.") % {"territory": where.name}


@verb_required("publish", EventShare)
@require_http_methods(["GET", "HEAD", "POST"])
def territories(request: HttpRequest, page_id: int) -> HttpResponse:
    """Which portals show a national event; the national team may show it in all of them."""
    page = page_of_editor(request, page_id)
    if page.event.territory_id is not None or not may_everywhere(
        request.user, "publish", EventShare
    ):
        raise Http404
    if request.method == "POST":
        _show_everywhere(request, page.event)
        return HttpResponseRedirect(request.path)
    shares = page.event.shares.select_related("territory").order_by("territory__name")
    following = page.event.occurrences.upcoming(timezone.now()).in_time_order().first()
    aimed_at = [one.territory for one in shares if not one.hidden]
    undecided = portal_territories().exclude(pk__in=shares.values("territory"))
    context = {
        "page": page,
        "shares": shares,
        "undecided": undecided,
        "warnings": _warnings(following, [*aimed_at, *undecided]),
    }
    return TemplateResponse(request, "maillage_events/admin/territories.html", context)


def _show_everywhere(request: HttpRequest, event: Event) -> None:
    try:
        count = taking_up.take_up_everywhere(event, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("Added to one portal.", "Added to %(count)s portals.", count)
        messages.success(request, said % {"count": count})


def _warnings(date: Occurrence | None, where: Iterable[Territory]) -> list[str]:
    """One sentence a territory where it is too early or too late."""
    return [
        _("In %(territory)s, it is %(start)s to %(end)s: few people will come.")
        % {
            "territory": odd.territory.name,
            "start": wording().day_hour(odd.start),
            "end": wording().hour(odd.end),
        }
        for odd in taking_up.odd_hours(date, where)
    ]


def warn_of_odd_hours(request: HttpRequest, page: EventPage) -> None:
    """Said once a national event is published: its portals, else all those it may reach."""
    event = EventPage.objects.select_related("event").get(pk=page.pk).event
    if event is None or event.territory_id is not None:
        return
    shown = event.shares.filter(hidden=False).values("territory")
    aimed_at = Territory.objects.filter(pk__in=shown) if shown else portal_territories()
    following = event.occurrences.upcoming(timezone.now()).in_time_order().first()
    for sentence in _warnings(following, aimed_at):
        messages.warning(request, sentence)
