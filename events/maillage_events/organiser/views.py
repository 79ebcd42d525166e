"""What an organiser does with sign-ups: read them, take them away, cancel."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.permissions import may, rows_for, verb_required, verbs_on
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage_events.editing import notified
from maillage_events.models import Event, Occurrence, Registration
from maillage_events.organiser.attendance import present, with_presence
from maillage_events.organiser.forms import CancellationForm
from maillage_events.organiser.registrants import csv_lines, totals
from maillage_events.organiser.waiting import TO_ANSWER
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.words import last_words, words_for
from maillage_events.publishing import lifecycle
from maillage_events.publishing.journal import note
from maillage_events.registration.sign_up import withdraw

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from maillage_events.presentation.words import Words

logger = logging.getLogger(__name__)
RECENT = timedelta(days=90)
PER_PAGE = 50


@verb_required("view", Event)
@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """Dates that take sign-ups, from three months ago, the next ones first."""
    now = timezone.now()
    own = Occurrence.objects.filter(event__in=rows_for(request.user, Event), pools__isnull=False)
    own = own.filter(ends_at__gt=now - RECENT).select_related("event").distinct()
    when = request.GET.get("quand")
    ahead = when != "passees"
    own = own.upcoming(now) if ahead else own.past(now)
    if when == TO_ANSWER:
        asked = rows_for(request.user, Registration, "change").to_review()
        own = own.filter(pk__in=asked.order_by().values("occurrence"))
    ordered = own.order_by("starts_at" if ahead else "-starts_at", "pk")
    page = Paginator(ordered.prefetch_related("pools"), PER_PAGE).get_page(request.GET.get("p"))
    words = words_for({date.event_id for date in page}, request.LANGUAGE_CODE)
    rows = [(date, words.get(date.event_id) or last_words(date.event_id)) for date in page]
    context = {"rows": rows, "page_obj": page, "ahead": ahead, "to_answer": when == TO_ANSWER}
    return TemplateResponse(request, "maillage_events/organiser/dates.html", context)


@verb_required("view", Registration)
@require_safe
@never_cache
def registrants(request: HttpRequest, uuid: UUID) -> HttpResponse:
    date = own_date(request, uuid)
    every = with_presence(date.registrations.exclude(state=Registration.State.EXPIRED))
    words = words_of(date)
    rows = every.select_related("invited_by").order_by("state", "waitlist_seq", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "date": date,
        "title": words.title,
        "page_url": Addresses(Scope()).canonical(words),
        "people": page,
        "page_obj": page,
        "to_review": date.registrations.to_review()[:PER_PAGE],
        "totals": totals(date),
        "replays": date.registrations.filter(state=Registration.State.REPLAY).count(),
        "over": date.ends_at <= timezone.now(),
        "present": present(date),
        "verbs": verbs_on(request.user, date.event),
        # Sign-ups are answered and cancelled by the same people on the whole list.
        "may_answer": rows_for(request.user, Registration, "change")
        .filter(occurrence=date)
        .exists(),
    }
    return TemplateResponse(request, "maillage_events/organiser/registrants.html", context)


@verb_required("export", Event)
@require_safe
@never_cache
def registrants_csv(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every sign-up of the date, for a spreadsheet; who took it away is written in the journal."""
    date = own_date(request, uuid, "export")
    logger.info("account %s exported the sign-ups of date %s", request.user.pk, date.uuid)
    if request.method == "GET":
        note("maillage.people_exported", date.event, by=request.user, at=timezone.now(), date=date)
    response = StreamingHttpResponse(csv_lines(date), content_type="text/csv; charset=utf-8")
    name = f"inscriptions-{date.local_start:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@verb_required("change", Registration)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cancel one sign-up, after a page that says what it entails."""
    rows = Registration.objects.select_related("occurrence__event")
    registration = get_object_or_404(rows, uuid=uuid)
    if not may(request.user, "change", registration):
        raise Http404
    back = _registrants_url(registration.occurrence)
    if request.method == "POST":
        withdraw(registration, at=timezone.now(), by_organiser=True)
        said = _("The sign-up of %(name)s is cancelled. A mail says so.")
        messages.success(request, said % {"name": registration.name})
        return HttpResponseRedirect(back)
    title = title_of(registration.occurrence)
    context = {"registration": registration, "back": back, "title": title}
    return TemplateResponse(request, "maillage_events/organiser/revoke.html", context)


@verb_required("cancel", Event)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cancel the date or its whole event; everybody is told by mail."""
    date = own_date(request, uuid, "cancel")
    form = CancellationForm(request.POST or None, repeats=date.event.rule is not None)
    if request.method == "POST" and form.is_valid():
        _cancel(request, date, form)
        return HttpResponseRedirect(_registrants_url(date))
    context = {
        "date": date,
        "title": title_of(date),
        "form": form,
        "back": _registrants_url(date),
        "audience": notified.of_event(date.event, at=timezone.now()),
    }
    return TemplateResponse(request, "maillage_events/organiser/cancel.html", context)


def _cancel(request: HttpRequest, date: Occurrence, form: CancellationForm) -> None:
    now, message = timezone.now(), form.cleaned_data["message"]
    try:
        if form.whole_event:
            lifecycle.cancel_event(date.event, at=now, message=message, by=request.user)
            said = _("The event is cancelled. People are told by mail.")
        else:
            lifecycle.cancel_date(date, at=now, message=message, by=request.user)
            said = _("The date is cancelled. People are told by mail.")
    except (lifecycle.AlreadyCancelled, lifecycle.AlreadyOver):
        messages.error(request, _("It was cancelled before, or is over."))
    else:
        messages.success(request, said)


def own_date(request: HttpRequest, uuid: UUID, verb: str = "view") -> Occurrence:
    """A date of an event to which the person may do that; 404 for anybody else's."""
    date = get_object_or_404(Occurrence.objects.select_related("event"), uuid=uuid)
    if not may(request.user, verb, date.event):
        raise Http404
    return date


def words_of(date: Occurrence) -> Words:
    return words_for([date.event_id], DEFAULT_LANGUAGE).get(date.event_id) or last_words(
        date.event_id
    )


def title_of(date: Occurrence) -> str:
    return words_of(date).title


def _registrants_url(date: Occurrence) -> str:
    return reverse("maillage_events_admin:registrants", args=[date.uuid])
