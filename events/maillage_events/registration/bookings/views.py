"""Signing up for all the dates of a series or of an event that repeats, or for some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage.ui.wording import wording
from maillage_events.emails import tokens
from maillage_events.models import Event, MailLink, Occurrence, Registration
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import Card, card
from maillage_events.presentation.private import private
from maillage_events.presentation.words import last_words, words_for
from maillage_events.registration import refusals
from maillage_events.registration.bookings.forms import BookingForm
from maillage_events.registration.bookings.several_dates import (
    REFUSED,
    Outcome,
    book,
    confirm_all,
    dates_to_choose,
    registrations_of,
    withdraw_some,
)
from maillage_events.registration.page_views import refused
from maillage_events.registration.sign_up import Applicant
from maillage_events.series.programme import dates_of_series
from maillage_events.series.views import shown_series

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models.occurrences import OccurrenceQuerySet

Purpose = MailLink.Purpose
CONFIRM, MANAGE = "maillage_events:confirm-all", "maillage_events:manage-all"
FOLDER = "maillage_events/booking"


@dataclass(frozen=True)
class About:
    """What the dates have in common, and where it is read."""

    title: str
    url: str


@private
@require_http_methods(["GET", "HEAD", "POST"])
def book_series(request: HttpRequest, slug: str) -> HttpResponse:
    series, scope = shown_series(request, slug), request.scope
    about = About(series.title_in(scope.language), scope.url("maillage_events:series", slug))
    return _choose(request, about, dates_of_series(series, scope))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def book_event(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The dates of one event that repeats."""
    event = get_object_or_404(Event, uuid=uuid)
    words = words_for([event.pk], request.scope.language).get(event.pk)
    if words is None:
        raise Http404
    here = Addresses(request.scope).here(words, national=event.territory_id is None)
    return _choose(request, About(words.title, here), Occurrence.objects.filter(event=event))


def _choose(request: HttpRequest, about: About, dates: OccurrenceQuerySet) -> HttpResponse:
    now = timezone.now()
    offered = dates_to_choose(dates, at=now)
    if not offered:
        return refused(request, refusals.SignUpsClosed())
    told = cards_of(request, offered, at=now)
    several = len({date.event_id for date in offered}) > 1
    labels = [(date, _label(told[date.pk], several=several)) for date in offered]
    form = BookingForm(request.POST or None, offered=labels, user=request.user)
    status = 200
    if not may_send(request, "sign-up"):
        form.add_error(None, f"{refusals.TooManyRequests.title}. {refusals.TooManyRequests.advice}")
        status = 429
    elif request.method == "POST" and form.is_valid():
        return _receive(request, about, form)
    elif form.errors:
        status = 422
    context = {"form": form, "about": about}
    return TemplateResponse(request, f"{FOLDER}/choose.html", context, status=status)


def _receive(request: HttpRequest, about: About, form: BookingForm) -> HttpResponse:
    """Date by date what happened, at once: nothing of it is kept in an address."""
    now = timezone.now()
    person = Applicant(
        email=form.address,
        name=form.cleaned_data["name"],
        user=form.user,
        scope=request.scope,
        answers=form.answers,
    )
    outcomes = book(form.chosen, person, mode=form.chosen_mode, at=now)
    return _answer(request, outcomes, about=about, to_confirm=form.user is None)


def _answer(
    request: HttpRequest,
    outcomes: list[Outcome],
    *,
    about: About | None = None,
    to_confirm: bool = False,
) -> HttpResponse:
    told = cards_of(request, [one.date for one in outcomes], at=timezone.now())
    done = any(one.state != REFUSED for one in outcomes)
    context = {
        "rows": [(told[one.date.pk], one.state, one.refusal) for one in outcomes],
        "about": about,
        "to_confirm": to_confirm and done,
        "done": done,
    }
    status = 200 if done else 409
    return TemplateResponse(request, f"{FOLDER}/answer.html", context, status=status)


@private
@require_safe
def confirm_all_link(request: HttpRequest, token: str) -> HttpResponse:
    path = request.scope.url(CONFIRM)
    return tokens.move_to_cookie(request, token, Purpose.CONFIRM_ALL, path)


@private
@require_safe
def manage_all_link(request: HttpRequest, token: str) -> HttpResponse:
    path = request.scope.url(MANAGE)
    return tokens.move_to_cookie(request, token, Purpose.MANAGE_ALL, path)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_all_page(request: HttpRequest) -> HttpResponse:
    """One button for all the dates."""
    now = timezone.now()
    lead = tokens.carried(request, Purpose.CONFIRM_ALL, at=now)
    rows = list(registrations_of(lead.booking)) if lead and lead.booking else []
    pending = [row for row in rows if row.state == Registration.State.PENDING]
    alive = [row for row in pending if row.hold_expires_at > now]
    if not alive and not any(row.is_active for row in rows if row not in pending):
        return refused(request, refusals.LinkExpired())
    if not may_send(request, "mail-link"):
        return refused(request, refusals.TooManyRequests())
    if request.method == "POST" or not alive:
        done = confirm_all(lead.booking, at=now) if request.method == "POST" else _as_is(rows)
        return _answer(request, done)
    return _page(request, "confirm", alive, at=now, person=lead.name)


def _as_is(rows: Iterable[Registration]) -> list[Outcome]:
    return [Outcome(row.occurrence, row.state) for row in rows if row.is_active]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def manage_all_page(request: HttpRequest) -> HttpResponse:
    """Every date of the booking, and the boxes that cancel them."""
    now = timezone.now()
    lead = tokens.carried(request, Purpose.MANAGE_ALL, at=now)
    if lead is None or lead.booking is None:
        return refused(request, refusals.LinkExpired())
    return _manage(request, list(registrations_of(lead.booking)), at=now)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_booking(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same page from "Mon espace"."""
    rows = list(registrations_of(uuid).filter(user=request.user))
    if not rows:
        raise Http404
    return _manage(request, rows, at=timezone.now())


def _manage(request: HttpRequest, rows: list[Registration], *, at: datetime) -> HttpResponse:
    if not may_send(request, "mail-link"):
        return refused(request, refusals.TooManyRequests())
    ended = 0
    if request.method == "POST":
        wanted = set(request.POST.getlist("date"))
        every = "tout" in request.POST
        ahead = [row for row in rows if row.occurrence.ends_at > at]
        ended = withdraw_some([row for row in ahead if every or str(row.uuid) in wanted], at=at)
        rows = list(registrations_of(rows[0].booking))
    return _page(request, "manage", rows, at=at, ended=ended, asked=request.method == "POST")


def _page(
    request: HttpRequest, name: str, rows: list[Registration], *, at: datetime, **more: object
) -> HttpResponse:
    told = cards_of(request, [row.occurrence for row in rows], at=at)
    listed = [(row, told[row.occurrence_id], row.occurrence.ends_at <= at) for row in rows]
    left = [row for row, _card, over in listed if row.is_active and not over]
    context = {"rows": listed, "left": len(left), **more}
    return TemplateResponse(request, f"{FOLDER}/{name}.html", context)


def cards_of(request: HttpRequest, dates: list[Occurrence], *, at: datetime) -> dict[int, Card]:
    """Each date's card, even when its page is no longer public."""
    events = {date.event_id for date in dates}
    words = words_for(events, request.scope.language)
    words |= {event: last_words(event) for event in events - words.keys()}
    addresses = Addresses(request.scope)
    return {date.pk: card(date, words[date.event_id], addresses, at=at) for date in dates}


def _label(told: Card, *, several: bool) -> str:
    """The day and the hour; which event when there are several; whether it is full."""
    parts = [wording().day_year(told.start), told.time, told.other_time]
    parts += [told.title if several else "", told.place]
    parts += [told.state_label or told.seats]
    return ", ".join(part for part in parts if part)
