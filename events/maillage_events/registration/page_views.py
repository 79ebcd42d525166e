"""Pages about a sign-up: never stored, headed by the date, and saying why when refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from maillage.accounts.limits import may_send
from maillage_events.models import Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import card
from maillage_events.presentation.words import last_words, words_for
from maillage_events.recurrence.zones import zone
from maillage_events.registration import refusals

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_events.registration.forms import AddressForm

STATUSES = {refusals.LinkExpired: 410, refusals.TooManyRequests: 429}


def too_many(
    request: HttpRequest, name: str, occurrence: Occurrence, form: AddressForm
) -> HttpResponse:
    """The form again, as it was filled in: it may be sent later."""
    refusal = refusals.TooManyRequests
    form.add_error(None, f"{refusal.title}. {refusal.advice}")
    return page(request, name, occurrence, status=429, form=form)


def open_date(uuid: UUID) -> Occurrence:
    """A date of an event that the public may read; 404 otherwise, whatever the reason."""
    dates = Occurrence.objects.select_related("event").prefetch_related("pools")
    occurrence = get_object_or_404(dates, uuid=uuid)
    if occurrence.event_id not in words_for([occurrence.event_id], "fr"):
        raise Http404
    return occurrence


def page(
    request: HttpRequest,
    name: str,
    occurrence: Occurrence | None,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """A page about a date; ``card`` is what lists say of it."""
    if occurrence:
        event = occurrence.event_id
        words = words_for([event], request.scope.language).get(event) or last_words(event)
        found = card(occurrence, words, Addresses(request.scope), at=timezone.now())
        context |= {"occurrence": occurrence, "card": found, "until": _kept_until(context)}
    template = f"maillage_events/registration/{name}.html"
    return TemplateResponse(request, template, context, status=status)


def _kept_until(context: dict[str, object]) -> datetime | None:
    """The end of what is held or offered, on the person's own clock."""
    registration = context.get("registration")
    until = getattr(registration, "hold_expires_at", None)
    return until and until.astimezone(zone(registration.zone))


def refused(
    request: HttpRequest, refusal: refusals.SignUpRefused, occurrence: Occurrence | None = None
) -> HttpResponse:
    """Why it cannot be done, and what to do next."""
    status = STATUSES.get(type(refusal), 409)
    status = 200 if request.method in {"GET", "HEAD"} else status
    return page(request, "refused", occurrence, status=status, refusal=refusal)


def check_rate(request: HttpRequest) -> None:
    """Raises TooManyRequests for who opens links of mails over and over."""
    if not may_send(request, "mail-link"):
        raise refusals.TooManyRequests
