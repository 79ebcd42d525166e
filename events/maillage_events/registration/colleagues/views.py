"""The page where somebody who is signed up signs up colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maillage.accounts.limits import may_send
from maillage_events.emails import tokens
from maillage_events.models import MailLink, Registration
from maillage_events.presentation.private import private
from maillage_events.registration import refusals
from maillage_events.registration.colleagues.forms import ColleaguesForm
from maillage_events.registration.colleagues.inviting import (
    AT_A_TIME,
    places_for_colleagues,
    sign_up_colleague,
)
from maillage_events.registration.page_views import page, refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@private
@require_http_methods(["GET", "HEAD", "POST"])
def colleagues(request: HttpRequest) -> HttpResponse:
    """With the link of a mail; below the page of the sign-up, which its cookie is for."""
    now = timezone.now()
    registration = tokens.carried(request, MailLink.Purpose.MANAGE, at=now)
    if registration is None:
        return refused(request, refusals.LinkExpired())
    back = request.scope.url("maillage_events:manage")
    return _colleagues(request, registration, back=back, at=now)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_colleagues(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """With an account."""
    rows = Registration.objects.of_account(request.user).select_related("occurrence__event")
    registration = get_object_or_404(rows, uuid=uuid)
    back = request.scope.url("maillage_events:own-sign-up", uuid)
    return _colleagues(request, registration, back=back, at=timezone.now())


def _colleagues(
    request: HttpRequest, registration: Registration, *, back: str, at: datetime
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    left = places_for_colleagues(registration, at=at)
    form = ColleaguesForm(typed, rows=min(left, AT_A_TIME))
    if not may_send(request, "colleagues"):
        refusal = refusals.TooManyRequests
        form.add_error(None, f"{refusal.title}. {refusal.advice}")
        return _page(request, registration, form, back=back, status=429)
    if request.method == "POST" and form.numbers and form.is_valid():
        form = _sign_up(registration, form, at=at)
        if form is None:
            return HttpResponseRedirect(request.get_full_path())
    return _page(request, registration, form, back=back, status=422 if form.errors else 200)


def _sign_up(
    registration: Registration, form: ColleaguesForm, *, at: datetime
) -> ColleaguesForm | None:
    """Each on its own; the form again with those who could not be, None when all were."""
    refused_lines = {}
    for number, name, email in form.people:
        try:
            sign_up_colleague(registration, name=name, email=email, at=at)
        except refusals.SignUpRefused as refusal:
            refused_lines[number] = refusal
    if not refused_lines:
        return None
    done = {number for number, _name, _email in form.people} - set(refused_lines)
    again = ColleaguesForm(form.without(done), rows=len(form.numbers))
    again.is_valid()
    for number, refusal in refused_lines.items():
        again.add_error(f"email_{number}", _why(refusal))
    return again


def _why(refusal: refusals.SignUpRefused) -> str:
    if isinstance(refusal, refusals.AlreadySignedUp):
        return _("This person is already signed up, or was asked before.")
    if isinstance(refusal, refusals.DateIsFull):
        return _("No place is left for this colleague, and there is no waiting list.")
    if isinstance(refusal, refusals.NothingToChange):
        return _("You have already signed up as many colleagues as you may.")
    return f"{refusal.title}. {refusal.advice}"


def _page(
    request: HttpRequest,
    registration: Registration,
    form: ColleaguesForm,
    *,
    back: str,
    status: int,
) -> HttpResponse:
    asked = registration.colleagues.exclude(name="").order_by("pk")
    return page(
        request,
        "colleagues",
        registration.occurrence,
        status=status,
        registration=registration,
        form=form,
        asked=asked,
        back=back,
    )
