"""Links of mails about a sign-up: confirming it, changing it, ending it.

A GET changes nothing; the token leaves the address at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage_events.emails import tokens
from maillage_events.models import MailLink
from maillage_events.models.facts import SeatMode
from maillage_events.presentation.private import private
from maillage_events.registration import refusals
from maillage_events.registration.colleagues.inviting import (
    accept,
    may_answer,
    places_for_colleagues,
    refuse,
)
from maillage_events.registration.forms import AnswersForm, ChangeForm
from maillage_events.registration.own_sign_up.changing import CHANGEABLE, change
from maillage_events.registration.page_views import check_rate, page, refused
from maillage_events.registration.replay import places_to_take, take_place
from maillage_events.registration.sign_up import confirm, withdraw

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from maillage_events.models import Registration

Purpose = MailLink.Purpose
CONFIRM, MANAGE = "maillage_events:confirm", "maillage_events:manage"


@private
@require_safe
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    return tokens.move_to_cookie(request, token, Purpose.CONFIRM, request.scope.url(CONFIRM))


@private
@require_safe
def manage_link(request: HttpRequest, token: str) -> HttpResponse:
    return tokens.move_to_cookie(request, token, Purpose.MANAGE, request.scope.url(MANAGE))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest) -> HttpResponse:
    """One button, a colleague's answers before it; what follows is the state of the sign-up."""
    now = timezone.now()
    registration = tokens.carried(request, Purpose.CONFIRM, at=now)
    if registration is None:
        return refused(request, refusals.LinkExpired())
    occurrence, form = registration.occurrence, _answers_form(request, registration)
    try:
        check_rate(request)
        if request.method == "POST" and "refuser" in request.POST:
            registration = refuse(registration, at=now)
        elif request.method == "POST":
            if form is None or form.is_valid():
                answers = form.answers if form else {}
                registration = accept(registration, answers=answers, at=now)
        elif _is_too_late(registration, at=now):
            raise refusals.LinkExpired
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    status = 422 if form and form.errors else 200
    return page(request, "confirm", occurrence, status=status, registration=registration, form=form)


def _answers_form(request: HttpRequest, registration: Registration) -> AnswersForm | None:
    questions = registration.occurrence.event.question_list
    if not questions or not may_answer(registration):
        return None
    accepts = request.method == "POST" and "refuser" not in request.POST
    return AnswersForm(request.POST if accepts else None, questions=questions)


def _is_too_late(registration: Registration, *, at: datetime) -> bool:
    if registration.state in {registration.State.PENDING, registration.State.OFFERED}:
        return registration.hold_expires_at <= at
    return not registration.is_active


@private
@require_http_methods(["GET", "HEAD", "POST"])
def manage_page(request: HttpRequest) -> HttpResponse:
    """The sign-up, and the button that ends it."""
    now = timezone.now()
    registration = tokens.carried(request, Purpose.MANAGE, at=now)
    if registration is None:
        return refused(request, refusals.LinkExpired())
    return manage(request, registration, at=now)


def manage(request: HttpRequest, registration: Registration, *, at: datetime) -> HttpResponse:
    """What a person does with their sign-up: accept the place offered, or end it."""
    occurrence = registration.occurrence
    form = _change_form(request, registration, at=at)
    try:
        check_rate(request)
        if form and form.is_bound:
            if form.is_valid():
                registration = change(registration, **form.wanted, at=at)
        elif request.method == "POST" and "place" in request.POST:
            registration = take_place(registration, mode=_mode(request.POST["place"]), at=at)
        elif request.method == "POST" and "accepter" in request.POST:
            registration = confirm(registration, at=at)
        elif request.method == "POST":
            registration = withdraw(registration, at=at)
    except refusals.SignUpRefused as refusal:
        return refused(request, refusal, occurrence)
    return page(
        request,
        "manage",
        occurrence,
        status=422 if form and form.errors else 200,
        registration=registration,
        over=occurrence.ends_at <= at,
        colleagues_url=_colleagues_url(request, registration, at=at),
        places=places_to_take(registration, at=at),
        changed=bool(form and form.is_bound and not form.errors),
        form=_change_form(request, registration, at=at) if not (form and form.errors) else form,
    )


def _mode(value: str) -> str:
    return value if value in SeatMode.values else ""


def _colleagues_url(request: HttpRequest, registration: Registration, *, at: datetime) -> str:
    """Below this very page; empty when nobody can be added nor was."""
    if not places_for_colleagues(registration, at=at) and not registration.colleagues.exists():
        return ""
    return request.path + "collegues/"


def _change_form(
    request: HttpRequest, registration: Registration, *, at: datetime
) -> ChangeForm | None:
    """None when there is nothing to choose, or no longer time to."""
    date = registration.occurrence
    if registration.state not in CHANGEABLE or date.is_cancelled or at >= date.starts_at:
        return None
    asked = request.method == "POST" and "changer" in request.POST
    form = ChangeForm(request.POST if asked else None, registration=registration)
    return form if form.fields else None
