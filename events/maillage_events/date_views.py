"""The dates of an event in the admin: cancel one or move it in two clicks, or stop the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.rights import territory_checked
from maillage_events import lifecycle
from maillage_events.date_forms import MessageForm, MoveForm, NoteForm
from maillage_events.models import EventPage
from maillage_events.presentation import shown, state_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Occurrence

DATES = "maillage_events_dates"
REFUSALS = {
    lifecycle.AlreadyCancelled: gettext_lazy("It was cancelled before."),
    lifecycle.AlreadyOver: gettext_lazy("It is over: nothing can be changed."),
}
WHOLE = {"annuler": lifecycle.cancel_event, "reporter": lifecycle.postpone_event}


@territory_checked
def dates(request: HttpRequest, page_id: int) -> HttpResponse:
    """Dates to come, with what can be done of each."""
    page = _page(request, page_id)
    now = timezone.now()
    rows = [
        {"date": date, "state": state_of(date)[1]}
        for date in shown(page.event.occurrences.upcoming(now)).in_time_order()
    ]
    return TemplateResponse(
        request, "maillage_events/admin/dates.html", {"page": page, "rows": rows}
    )


@territory_checked
def cancel_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = _page(request, page_id)
    date = _date(page, uuid)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        message = form.cleaned_data["message"]
        return _done(request, page, lambda at: lifecycle.cancel_date(date, at=at, message=message))
    return _ask(request, page, form, title=_("Cancel this date"), date=date)


@territory_checked
def move_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = _page(request, page_id)
    date = _date(page, uuid)
    form = MoveForm(request.POST or None, occurrence=date)
    if request.method == "POST" and form.is_valid():
        start, end = form.span()
        message = form.cleaned_data["message"]
        return _done(
            request,
            page,
            lambda at: lifecycle.move_date(date, start, end, at=at, message=message),
        )
    return _ask(request, page, form, title=_("Move this date"), date=date)


@territory_checked
def note_date(request: HttpRequest, page_id: int, uuid: str) -> HttpResponse:
    page = _page(request, page_id)
    date = _date(page, uuid)
    form = NoteForm(request.POST or None, occurrence=date)
    if request.method == "POST" and form.is_valid():
        said, tell = form.cleaned_data["message"], form.cleaned_data["tell"]
        done = _("Done. People who signed up are told by mail.") if tell else _("Note kept.")
        return _done(
            request,
            page,
            lambda at: lifecycle.note_date(date, at=at, message=said, tell=tell),
            said=done,
        )
    return _ask(request, page, form, title=_("Add a note to this date"), date=date)


@territory_checked
def stop(request: HttpRequest, page_id: int, what: str) -> HttpResponse:
    """Cancel or postpone the whole event."""
    page = _page(request, page_id)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        message = form.cleaned_data["message"]
        return _done(request, page, lambda at: WHOLE[what](page.event, at=at, message=message))
    title = _("Cancel the whole event") if what == "annuler" else _("Postpone the event")
    return _ask(request, page, form, title=title, date=None)


def _page(request: HttpRequest, page_id: int) -> EventPage:
    """The page, for those who may publish it and once it was published."""
    page = get_object_or_404(EventPage.objects.select_related("event"), pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if page.event is None:
        raise PermissionDenied
    return page


def _date(page: EventPage, uuid: str) -> Occurrence:
    return get_object_or_404(page.event.occurrences.select_related("event"), uuid=uuid)


def _ask(
    request: HttpRequest, page: EventPage, form: MessageForm, *, title: str, date: Occurrence | None
) -> HttpResponse:
    context = {"page": page, "form": form, "title": title, "date": date}
    return TemplateResponse(request, "maillage_events/admin/date_form.html", context)


def _done(
    request: HttpRequest,
    page: EventPage,
    verb: Callable[[datetime], object],
    *,
    said: str | None = None,
) -> HttpResponse:
    """Do it, or say why it was refused."""
    try:
        verb(timezone.now())
    except tuple(REFUSALS) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    else:
        messages.success(request, said or _("Done. People who signed up are told by mail."))
    return redirect(DATES, page.pk)
