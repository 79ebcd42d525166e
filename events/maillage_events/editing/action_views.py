"""What an editor does with a whole event: cancel, postpone, give a date, move online, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.permissions import verb_required
from maillage_events.editing import notified
from maillage_events.editing.confirmation import Question, ask, done, page_of_editor
from maillage_events.editing.date_forms import MessageForm, MoveForm, NothingForm, OnlineForm
from maillage_events.models import Event
from maillage_events.publishing import lifecycle
from maillage_events.publishing.going_online import move_online
from maillage_events.publishing.rescheduling import reschedule_event

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User
    from maillage_events.models import EventPage

CANCEL = "annuler"


@verb_required("change", Event)
def event_action(request: HttpRequest, page_id: int, what: str) -> HttpResponse:
    """``/annuler/``, ``/reporter/``, ``/nouvelle-date/``, ``/en-ligne/``, ``/retablir/``."""
    page = page_of_editor(request, page_id, "cancel" if what == CANCEL else "change")
    if what not in ACTIONS:
        raise Http404
    title, gets, form_of, verb_of = ACTIONS[what]
    form = form_of(request.POST if request.method == "POST" else None, page.event)
    if form is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        return done(request, page, verb_of(page, form, request.user))
    told = notified.of_event(page.event, at=timezone.now())
    return ask(request, page, form, Question(title(), told, gets(), danger=what == CANCEL))


def _message_form(data: object, _event: Event) -> MessageForm:
    return MessageForm(data)


def _new_date_form(data: object, event: Event) -> MoveForm | None:
    """None for an event that repeats: each of its dates is moved on its own."""
    date = event.occurrences.first()
    return MoveForm(data, occurrence=date) if date and event.rule is None else None


def _cancel(page: EventPage, form: forms.Form, by: User) -> Callable[[datetime], object]:
    said = form.cleaned_data["message"]
    return lambda at: lifecycle.cancel_event(page.event, at=at, message=said, by=by)


def _postpone(page: EventPage, form: forms.Form, _by: User) -> Callable[[datetime], object]:
    said = form.cleaned_data["message"]
    return lambda at: lifecycle.postpone_event(page.event, at=at, message=said)


def _new_date(page: EventPage, form: MoveForm, _by: User) -> Callable[[datetime], object]:
    start, end = form.span()
    said = form.cleaned_data["message"]
    return lambda at: reschedule_event(page.event, start, end, at=at, message=said)


def _online(page: EventPage, form: OnlineForm, _by: User) -> Callable[[datetime], object]:
    data = form.cleaned_data
    return lambda at: move_online(
        page.event,
        at=at,
        conference_url=data["conference_url"],
        capacity=data["capacity"],
        message=data["message"],
    )


def _restore(page: EventPage, _form: forms.Form, _by: User) -> Callable[[datetime], object]:
    return lambda at: lifecycle.restore_event(page.event, at=at)


ACTIONS = {
    CANCEL: (
        lambda: _("Cancel the whole event"),
        lambda: (
            _("The mail says that the event does not take place, with your message."),
            _("Calendars show it as cancelled. Sign-up and reminders stop."),
            _("The page stays in the agenda, marked as cancelled."),
        ),
        _message_form,
        _cancel,
    ),
    "reporter": (
        lambda: _("Postpone the event"),
        lambda: (
            _("The mail says that the event is postponed and that a new date will come."),
            _("Calendars take the old date away. Sign-ups are kept for the new one."),
        ),
        _message_form,
        _postpone,
    ),
    "nouvelle-date": (
        lambda: _("Give a new date"),
        lambda: (
            _("The mail gives the new day and hours, and the link to withdraw in one click."),
            _("Calendars move the event by themselves. Seats and ranks are kept."),
        ),
        _new_date_form,
        _new_date,
    ),
    "en-ligne": (
        lambda: _("Move the event online"),
        lambda: (
            _("The mail says not to come to the place, and how to attend online."),
            _("Seats on site become seats online, on every date to come."),
            _("Who waits gets a seat at once when the number of seats allows it."),
        ),
        lambda data, event: OnlineForm(data, event=event),
        _online,
    ),
    "retablir": (
        lambda: _("Restore the event"),
        lambda: (
            _("The mail says that the event takes place after all, as announced."),
            _("Calendars show it again. Sign-ups are as they were left."),
        ),
        lambda data, _event: NothingForm(data),
        _restore,
    ),
}
