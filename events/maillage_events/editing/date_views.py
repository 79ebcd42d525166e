"""The dates of an event in the admin: each is cancelled, moved or noted in two clicks.

Before anything is done, a page says who will be told and what they will get.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.permissions import verb_required, verbs_on
from maillage_events.editing import notified
from maillage_events.editing.confirmation import Question, ask, done, page_of_editor
from maillage_events.editing.date_forms import MessageForm, MoveForm, NoteForm, NothingForm
from maillage_events.models import Event
from maillage_events.presentation.cards import shown, state_of
from maillage_events.publishing import lifecycle

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import EventPage, Occurrence


@verb_required("change", Event)
def dates(request: HttpRequest, page_id: int) -> HttpResponse:
    """Dates to come, with what can be done of each and of the whole event."""
    page = page_of_editor(request, page_id)
    now = timezone.now()
    every = shown(page.event.occurrences.all()).in_time_order()
    ahead = list(every.upcoming(now)) or list(every.reverse()[:1])
    rows = []
    for date in ahead:
        date.event = page.event
        rows.append({"date": date, "state": state_of(date, at=now)[1], "over": date.ends_at <= now})
    context = {"page": page, "rows": rows, "verbs": verbs_on(request.user, page.event)}
    return TemplateResponse(request, "maillage_events/admin/dates.html", context)


@verb_required("cancel", Event)
def cancel_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = page_of_editor(request, page_id, "cancel")
    if page.event.rule is None:
        return redirect("maillage_events_event_action", page.pk, "annuler")
    date = _date(page, uuid)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, person = form.cleaned_data["message"], request.user
        return done(
            request,
            page,
            lambda at: lifecycle.cancel_date(date, at=at, message=said, by=person),
        )
    question = Question(
        title=_("Cancel this date"),
        audience=notified.of_dates([date]),
        gets=(
            _("The mail says that this date does not take place, with your message."),
            _("Calendars show the date as cancelled. The other dates stay."),
        ),
    )
    return ask(request, page, form, question, date=date)


@verb_required("change", Event)
def move_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = page_of_editor(request, page_id)
    if page.event.rule is None:
        return redirect("maillage_events_event_action", page.pk, "nouvelle-date")
    date = _date(page, uuid)
    form = MoveForm(request.POST or None, occurrence=date)
    if request.method == "POST" and form.is_valid():
        start, end = form.span()
        said = form.cleaned_data["message"]
        return done(
            request,
            page,
            lambda at: lifecycle.move_date(date, start, end, at=at, message=said),
        )
    question = Question(
        title=_("Move this date"),
        audience=notified.of_dates([date]),
        gets=(
            _("The mail gives the new day and hours, and the link to withdraw in one click."),
            _("Calendars move the date by themselves. Seats and ranks are kept."),
        ),
    )
    return ask(request, page, form, question, date=date)


@verb_required("change", Event)
def note_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = page_of_editor(request, page_id)
    date = _date(page, uuid)
    form = NoteForm(request.POST or None, occurrence=date)
    if request.method == "POST" and form.is_valid():
        said, tell = form.cleaned_data["message"], form.cleaned_data["tell"]
        return done(
            request,
            page,
            lambda at: lifecycle.note_date(date, at=at, message=said, tell=tell),
            said="" if tell else _("Note kept."),
        )
    question = Question(
        title=_("Add a note to this date"),
        audience=notified.of_dates([date]),
        gets=(_("A mail is sent only if you tick the box: it holds your note."),),
    )
    return ask(request, page, form, question, date=date)


@verb_required("change", Event)
def restore_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = page_of_editor(request, page_id)
    date = _date(page, uuid)
    form = NothingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return done(request, page, lambda at: lifecycle.restore_date(date, at=at))
    question = Question(
        title=_("Restore this date"),
        audience=notified.of_dates([date]),
        gets=(_("The mail says that the date takes place after all. Calendars show it again."),),
    )
    return ask(request, page, form, question, date=date)


def _date(page: EventPage, uuid: str) -> Occurrence:
    return get_object_or_404(page.event.occurrences.select_related("event"), uuid=uuid)
