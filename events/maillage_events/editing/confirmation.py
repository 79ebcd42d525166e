"""Asking an editor before an event changes, then doing it or saying why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.permissions import may
from maillage_events.models import EventPage
from maillage_events.publishing import dates, going_online, lifecycle, rescheduling

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from maillage_events.editing.notified import Audience
    from maillage_events.models import Occurrence

DATES = "maillage_events_dates"
REFUSALS = {
    lifecycle.AlreadyCancelled: gettext_lazy("It was cancelled before."),
    lifecycle.AlreadyOver: gettext_lazy("It is over: nothing can be changed."),
    lifecycle.NotCancelled: gettext_lazy("It takes place: there is nothing to restore."),
    rescheduling.EventRepeats: gettext_lazy("It repeats: move each date on its own."),
    going_online.AlreadyOnline: gettext_lazy("It is online already."),
}


@dataclass(frozen=True)
class Question:
    """What the confirmation page says: who is told, what they get, what else follows."""

    title: str
    audience: Audience
    gets: tuple[str, ...]
    danger: bool = False


def page_of_editor(request: HttpRequest, page_id: int, verb: str = "change") -> EventPage:
    """The page, for those who may do that to its event, once it was published."""
    page = get_object_or_404(EventPage.objects.select_related("event"), pk=page_id)
    if page.event is None or not may(request.user, verb, page.event):
        raise PermissionDenied
    return page


def ask(
    request: HttpRequest,
    page: EventPage,
    form: forms.Form,
    question: Question,
    *,
    date: Occurrence | None = None,
) -> HttpResponse:
    context = {"page": page, "form": form, "question": question, "date": date}
    return TemplateResponse(request, "maillage_events/admin/date_form.html", context)


def done(
    request: HttpRequest,
    page: EventPage,
    verb: Callable[[datetime], object],
    *,
    said: str = "",
) -> HttpResponse:
    """Do it, or say why it was refused; back to the event's dates."""
    try:
        verb(timezone.now())
    except tuple(REFUSALS) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    except dates.Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said or _("Done. People who signed up are told by mail."))
    return redirect(DATES, page.pk)
